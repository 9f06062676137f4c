package com.example.host;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.apache.camel.Ordered;
import org.apache.camel.builder.RouteBuilder;

/** Runs before all other route builders, and records the content of the context at that time. */
@ApplicationScoped
public class BeforeThePack extends RouteBuilder {

    private Map<String, String> surroundings;

    @Override
    public int getOrder() {
        return Ordered.HIGHEST;
    }

    @Override
    public void configure() {
        surroundings = Surroundings.of(getContext());
    }

    Map<String, String> surroundings() {
        return surroundings;
    }
}
