package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.event.EventPublisher;
import com.whitelabelcro.camel.event.RecordObservation;
import com.whitelabelcro.camel.event.RecordTracer.RecordSpan;
import com.whitelabelcro.camel.http.HttpCall;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EndResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.RowIdentity;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.KeyId;
import com.whitelabelcro.camel.model.Sha256;
import com.whitelabelcro.camel.model.WriteRequest;
import com.whitelabelcro.camel.tag.Fast;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** How a failure that is not one of the pack's errors is stored. */
@Fast
class LedgerCompleteProcessorTest {

    private static final WriteRequest REQUEST = new WriteRequest(
            Action.of("create-lead", "POST", "/api/v1/integrations/leads"),
            new Connection("default", URI.create("https://api.example"), 100, Optional.empty()), "/leads",
            JsonNodeFactory.instance.objectNode());

    private final List<EndResult> written = new ArrayList<>();

    private EndResult afterABug(boolean repeatable, int requests) throws Exception {
        LedgerRequest request = new LedgerRequest(Optional.empty(), "default", "create-lead", Optional.empty(),
                Optional.empty(), Sha256.of("a"), new byte[0], repeatable, false, false, null, false, RowIdentity.NONE, false);
        WriteContext record = new WriteContext(REQUEST, request, AccountId.ofKey(KeyId.of(REQUEST.connection(), "k")), null, 1, 1);
        record.begin(new BeginResult.Send(new EntryLease(EntryId.of(1, 1), 1, request)), null);
        record.fail(new IllegalStateException("a mistake"));
        Ledger ledger = (Ledger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Ledger.class},
                (proxy, method, arguments) -> {
                    written.add((EndResult) arguments[1]);
                    return CompletableFuture.completedFuture(true);
                });
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(context);
            exchange.setProperty(WriteContext.OBSERVATION, new RecordObservation(new EventPublisher(List.of(), Runnable::run),
                    (caller, action) -> RecordSpan.NONE, () -> 0, exchange, request.action()));
            record.attachTo(exchange);
            for (int i = 0; i < requests; i++) {
                record.send(new HttpCall(REQUEST.connection(), key -> true));
            }
            new LedgerCompleteProcessor(ledger).process(exchange, doneSync -> {});
        }
        return written.remove(0);
    }

    @Test
    void aBugBeforeTheFirstRequestLeavesNothingUnknown() throws Exception {
        assertThat(List.of(afterABug(false, 0), afterABug(true, 0), afterABug(true, 2)))
                .extracting(each -> ((EndResult.Failed) each).perhapsApplied(), EndResult::requests)
                .containsExactly(tuple(false, 0), tuple(false, 0), tuple(true, 2));
        assertThat(afterABug(false, 2)).isInstanceOf(EndResult.Unknown.class).extracting(EndResult::requests).isEqualTo(2);
    }
}
