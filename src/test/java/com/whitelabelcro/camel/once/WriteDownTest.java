package com.whitelabelcro.camel.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
class WriteDownTest {

    private final List<Outcome> written = new ArrayList<>();

    private Outcome afterABug(boolean repeatable, int requests) throws Exception {
        Submission submission = new Submission(Optional.empty(), "default", "create-lead", Optional.empty(),
                Fingerprint.of("a"), new byte[0], repeatable, false, false, null, RowMarks.NONE);
        Once once = new Once(submission);
        once.say(new Verdict.Send(new Entry(EntryId.of(1, 1), 1, submission)));
        once.fail(new IllegalStateException("a mistake"));
        Ledger ledger = (Ledger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Ledger.class},
                (proxy, method, arguments) -> {
                    written.add((Outcome) arguments[1]);
                    return CompletableFuture.completedFuture(true);
                });
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(context);
            once.travelWith(exchange);
            new WriteDown(ledger, any -> requests).process(exchange, doneSync -> {});
        }
        return written.remove(0);
    }

    @Test
    void aBugBeforeTheFirstRequestLeavesNothingUnknown() throws Exception {
        assertThat(List.of(afterABug(false, 0), afterABug(true, 0), afterABug(true, 2)))
                .extracting(each -> ((Outcome.Failed) each).perhapsApplied(), Outcome::attempts)
                .containsExactly(tuple(false, 0), tuple(false, 0), tuple(true, 2));
        assertThat(afterABug(false, 2)).isInstanceOf(Outcome.Unknown.class).extracting(Outcome::attempts).isEqualTo(2);
    }
}
