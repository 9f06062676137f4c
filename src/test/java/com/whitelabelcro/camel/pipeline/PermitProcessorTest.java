package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.KeyId;
import com.whitelabelcro.camel.model.WriteRequest;
import com.whitelabelcro.camel.support.BlockingThreads;
import com.whitelabelcro.camel.tag.Fast;
import java.net.URI;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Waiting for a permit when the queue itself fails. */
@Fast
class PermitProcessorTest {

    private static final Connection CONNECTION =
            new Connection("default", URI.create("https://api.example"), 100, Optional.empty());

    @Test
    void aRetryWhoseQueueFailsIsNotRepeatedForever() throws Exception {
        WriteContext context = WriteContexts.of(new WriteRequest(
                Action.of("create-lead", "POST", "/api/v1/integrations/leads"), CONNECTION, "/leads",
                JsonNodeFactory.instance.objectNode()), AccountId.ofKey(KeyId.of(CONNECTION, "key")));
        context.retryIn(5);
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(camel);
            context.attachTo(exchange);

            // Without queues, asking for a permit fails.
            new PermitProcessor(null, () -> 0, new BlockingThreads()).process(exchange, doneSync -> {});

            assertThat(exchange.getException()).isNotNull();
            assertThat(context.isRetried()).as("the redelivery would begin at once, and fail again").isFalse();
        }
    }
}
