package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.WlcroEndpoints;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.junit.WlcroSandbox;
import com.whitelabelcro.camel.typed.CreateLead;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Java example of the README, with the dependencies that docs/embedding.md names. {@code EmbeddingPageTest} compares them. */
class ReadmeExampleTest {

    @RegisterExtension
    static final WlcroSandbox API = new WlcroSandbox();

    @Test
    void theExampleMakesALead() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            API.properties().forEach(context.getPropertiesComponent()::addInitialProperty);
            context.addRoutes(new WhiteLabelCro());   // reads wlcro.api-key and the other properties; that is all
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(Unavailable.class).handled(true).to("direct:try-tomorrow");
                    from("direct:lead")
                        .setBody(constant(Map.of("first_name", "Ann", "last_name", "Lee", "email", "ann@example.com")))
                        .to(WlcroEndpoints.CREATE_LEAD)
                        .log("lead ${body[client_id]}");
                    from("direct:try-tomorrow").log("not now: ${exception.message}");
                }
            });
            context.start();
            context.createProducerTemplate().sendBody("direct:lead", "");
            Map<String, Object> bob =
                    CreateLead.body().firstName("Bob").lastName("Lee").email("bob@example.com").asMap();
            context.createProducerTemplate().requestBody(WlcroEndpoints.CREATE_LEAD, bob);
        }
        assertThat(API.records()).hasSize(2);
    }
}
