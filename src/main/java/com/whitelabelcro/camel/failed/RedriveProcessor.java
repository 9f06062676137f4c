package com.whitelabelcro.camel.failed;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.action.ActionRegistry;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.Durations;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.Suggestions;
import com.whitelabelcro.camel.error.Unavailable;
import com.whitelabelcro.camel.ledger.AccountResolver;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.support.SafeAsyncProcessor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * For scenarios, {@code direct:wlcro-redrive}: sends failed records again, oldest failure first, and returns how many are done,
 * failed again and were not sent. Headers select the records. Records of unknown outcome are never sent, because a person has to
 * look them up first. Records of another company, whose key a connection had before, are not sent and only counted.
 */
public final class RedriveProcessor extends SafeAsyncProcessor {

    private static final int PAGE = 500;

    private final Ledger ledger;
    private final AccountResolver accounts;
    private final ActionRegistry actions;
    private final InstantSource clock;
    private final Function<RedriveService.Watcher, RedriveService> redrives;

    public RedriveProcessor(Ledger ledger, AccountResolver accounts, ActionRegistry actions, InstantSource clock,
            Function<RedriveService.Watcher, RedriveService> redrives) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.actions = actions;
        this.clock = clock;
        this.redrives = redrives;
    }

    @Override
    protected CompletionStage<?> step(Exchange exchange) {
        Counter tally = new Counter();
        FailedFilter all = filter(exchange.getMessage());
        return ledger.failed().misspeltReason(all).thenCompose(misspelt -> {
            misspelt.ifPresent(what -> {
                throw wrong(WlcroHeaders.REASON + what);
            });
            return accounts.all();
        }).thenCompose(owners -> {
            FailedFilter own = all.ofOwners(owners);
            return others(all, own)
                    .thenAccept(tally.others::set)
                    .thenCompose(counted -> list(own, Optional.empty(), new ArrayList<>()));
        }).thenCompose(ids -> {
            Collections.reverse(ids);
            return redrives.apply(tally).run(ids);
        }).thenAccept(done -> exchange.getMessage().setBody(tally.result()));
    }

    private CompletionStage<Long> others(FailedFilter all, FailedFilter own) {
        return ledger.failed().count(all).thenCombine(ledger.failed().count(own), (many, ours) -> many - ours);
    }

    @Override
    protected Exception toException(Exchange exchange, Throwable problem) {
        return problem instanceof LedgerException
                ? new Unavailable("not sent again: " + problem.getMessage(), details()) : exceptionOf(problem);
    }

    private FailedFilter filter(Message message) {
        FailedFilter filter = FailedFilter.all();
        String reason = text(message, WlcroHeaders.REASON);
        String action = text(message, WlcroHeaders.ACTION);
        String connection = text(message, WlcroHeaders.CONNECTION);
        String olderThan = text(message, WlcroHeaders.OLDER_THAN);
        if (!action.isEmpty() && actions.named(action).isEmpty()) {
            throw wrong(WlcroHeaders.ACTION + " names no action"
                    + Suggestions.hint(action, actions.all().stream().map(Action::name).toList()));
        }
        filter = reason.isEmpty() ? filter : filter.ofReason(reason);
        filter = action.isEmpty() ? filter : filter.ofAction(action);
        filter = connection.isEmpty() ? filter : filter.ofConnection(connection);
        return olderThan.isEmpty() ? filter : filter.before(before(olderThan));
    }

    private static String text(Message message, String header) {
        return message.getHeader(header, "", String.class).strip();
    }

    private Instant before(String olderThan) {
        try {
            return clock.instant().minus(Durations.parse(WlcroHeaders.OLDER_THAN, olderThan, Durations.CENTURY));
        } catch (ConfigurationException e) {
            throw wrong(e.getMessage());
        }
    }

    private CompletionStage<List<EntryId>> list(FailedFilter filter, Optional<FailedRecord> after, List<EntryId> ids) {
        return ledger.failed().page(filter, after, PAGE).thenCompose(page -> {
            page.stream().filter(filter::mayResend).map(FailedRecord::id).forEach(ids::add);
            return page.size() < PAGE ? CompletableFuture.completedFuture(ids)
                    : list(filter, Optional.of(page.get(page.size() - 1)), ids);
        });
    }

    private static InvalidRequest wrong(String what) {
        return new InvalidRequest("direct:wlcro-redrive: the header " + what, details());
    }

    private static Details details() {
        return Details.local("redrive", Connection.DEFAULT, List.of());
    }

    /** Counts the results. */
    private static final class Counter implements RedriveService.Watcher {

        private final AtomicInteger done = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private final AtomicInteger notSent = new AtomicInteger();
        private final AtomicLong others = new AtomicLong();

        @Override
        public void done(EntryId id) {
            done.incrementAndGet();
        }

        @Override
        public void failedAgain(EntryId id, Exception why) {
            failed.incrementAndGet();
        }

        @Override
        public void notSent(EntryId id, String why) {
            notSent.incrementAndGet();
        }

        Map<String, Object> result() {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("done", done.get());
            result.put("failed", failed.get());
            result.put("notSent", notSent.get());
            result.put("others", others.get());
            return result;
        }
    }
}
