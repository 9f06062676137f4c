package com.example.host;

import com.whitelabelcro.camel.junit.WlcroSandbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = SlowApi.class, restrictToAnnotatedClass = true)
class QuarkusStopTest {

    @Inject
    CamelContext context;

    WlcroSandbox api;
    Map<String, String> properties;

    @Test
    void aStopLosesNothing() throws Exception {
        Stopping.losesNothing(context, context, api, properties);
    }
}
