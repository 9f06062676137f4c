package com.example;

import com.whitelabelcro.camel.WhiteLabelCro;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** The beans of an application on Quarkus. */
@ApplicationScoped
public class Application {

    /** The pack: Camel adds it, as it adds all beans with routes. */
    @Produces
    @Singleton
    WhiteLabelCro pack() {
        return new WhiteLabelCro();
    }

    /** A bean of this application's own. */
    @Produces
    @Singleton
    @Named("ledger")
    String ledger() {
        return "the host's own";
    }
}
