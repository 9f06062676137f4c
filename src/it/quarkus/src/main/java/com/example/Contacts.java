package com.example;

import com.whitelabelcro.camel.WlcroEndpoints;
import com.whitelabelcro.camel.error.WlcroException;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/** The routes of this application. What the pack gives up on is stored, to be sent again later. */
public class Contacts extends RouteBuilder {

    @Override
    public void configure() {
        onException(WlcroException.class).handled(true)
                .to(WlcroEndpoints.DEAD_LETTER)
                .setBody(constant("stored"));

        from("direct:create-lead").routeId("create-lead")
                .to(WlcroEndpoints.CREATE_LEAD);

        from("timer:demo?repeatCount=1").routeId("demo").autoStartup("{{demo}}")
                .setBody(constant(Map.of("first_name", "Ann", "last_name", "Lee", "email", "ann@example.com")))
                .to("direct:create-lead");
    }
}
