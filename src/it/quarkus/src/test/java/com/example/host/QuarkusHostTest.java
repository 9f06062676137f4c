package com.example.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Api.class)
class QuarkusHostTest {

    @Inject
    CamelContext context;

    @Test
    void x() {
        System.err.println(Surroundings.of(context));
        System.err.println(context.getRoutes());
        assertThat(context.createProducerTemplate().requestBody("direct:create-lead", HostContract.ANN)).asString().contains("Lead - New");
    }
}
