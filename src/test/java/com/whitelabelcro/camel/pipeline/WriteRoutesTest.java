package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.util.Map;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.model.MarshalDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ThrottleDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The pack uses the EIPs that its documentation names, and every record passes them. */
class WriteRoutesTest {

    @AutoClose
    private final PackUnderTest pack = PackUnderTest.withSandbox(SandboxConfig.defaults(), Map.of());

    @Test
    void theRoutesOfARecordHaveIdempotentConsumerErrorHandlerAndThrottler() {
        assertThat(ProcessorDefinitionHelper.filterTypeInOutputs(
                route("wlcro-record").getOutputs(), IdempotentConsumerDefinition.class)).hasSize(1);
        assertThat(route("wlcro-retry").getErrorHandlerFactory()).isInstanceOf(DefaultErrorHandlerDefinition.class);
        assertThat(ProcessorDefinitionHelper.filterTypeInOutputs(
                route("wlcro-attempt").getOutputs(), ThrottleDefinition.class)).hasSize(1);
    }

    @Test
    void theBodyOfARequestIsMarshalledByCamelJackson() {
        assertThat(ProcessorDefinitionHelper.filterTypeInOutputs(route("wlcro-record").getOutputs(), MarshalDefinition.class))
                .singleElement().satisfies(marshal ->
                        assertThat(marshal.getDataFormatType().getDataFormat()).isInstanceOf(JacksonDataFormat.class));
    }

    private RouteDefinition route(String id) {
        return ((ModelCamelContext) pack.context()).getRouteDefinition(id);
    }
}
