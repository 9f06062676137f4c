package com.example.host;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.apache.camel.Ordered;
import org.apache.camel.builder.RouteBuilder;

/** Comes first of all that have routes, and notes what is in the context then. */
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
