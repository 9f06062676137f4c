package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EndResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.RowIdentity;
import com.whitelabelcro.camel.model.Sha256;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** How a failure that is not one of the pack's errors is written down. */
class LedgerCompleteProcessorTest {

    private final List<EndResult> written = new ArrayList<>();

    private EndResult afterABug(boolean repeatable, int requests) throws Exception {
        LedgerRequest submission = new LedgerRequest(Optional.empty(), "default", "create-lead", Optional.empty(),
                Sha256.of("a"), new byte[0], repeatable, false, false, null, RowIdentity.NONE);
        LedgerContext once = new LedgerContext(submission);
        once.say(new BeginResult.Send(new EntryLease(EntryId.of(1, 1), 1, submission)));
        once.fail(new IllegalStateException("a mistake"));
        Ledger ledger = (Ledger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Ledger.class},
                (proxy, method, arguments) -> {
                    written.add((EndResult) arguments[1]);
                    return CompletableFuture.completedFuture(true);
                });
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(context);
            once.travelWith(exchange);
            new LedgerCompleteProcessor(ledger, any -> requests).process(exchange, doneSync -> {});
        }
        return written.remove(0);
    }

    @Test
    void aBugBeforeTheFirstRequestLeavesNothingUnknown() throws Exception {
        assertThat(List.of(afterABug(false, 0), afterABug(true, 0), afterABug(true, 2)))
                .extracting(each -> ((EndResult.Failed) each).perhapsApplied(), EndResult::attempts)
                .containsExactly(tuple(false, 0), tuple(false, 0), tuple(true, 2));
        assertThat(afterABug(false, 2)).isInstanceOf(EndResult.Unknown.class).extracting(EndResult::attempts).isEqualTo(2);
    }
}
