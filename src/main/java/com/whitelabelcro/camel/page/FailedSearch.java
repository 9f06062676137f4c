package com.whitelabelcro.camel.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.ledger.AccountResolver;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.ledger.FailedRecords;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.RecordStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Finds failed records. Reads the list a page at a time; no thread waits. */
final class FailedSearch {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 100;
    private static final int PAGE = 500;
    /** The number of failed records, latest first, whose body is searched for an external id. */
    private static final int LOOKED_INTO = 2_000;

    private final Ledger ledger;
    private final AccountResolver accounts;
    private final Supplier<List<String>> actions;

    /**
     * @param accounts determines the accounts of the connections
     * @param actions the names of the actions whose records can have an {@code external_id}
     */
    FailedSearch(Ledger ledger, AccountResolver accounts, Supplier<List<String>> actions) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.actions = actions;
    }

    /**
     * The search criteria. An empty component matches everything.
     *
     * @param state {@code failed} or {@code unknown}
     * @param action the action's name
     * @param connection the connection's name
     * @param reason the kind of the failure, such as {@code Unavailable}
     * @param search the number of an entry, or an {@code external_id}
     */
    record Query(String state, String action, String connection, String reason, String search) {}

    /**
     * The result of a search.
     *
     * @param records the latest matching records
     * @param total the number of all
     *matching records
     * @param repeatable how many of them can be sent again in bulk
     */
    record Found(List<FailedRecord> records, int total, int repeatable) {

        boolean more() {
            return total > records.size();
        }
    }

    /** The failed records that fit a filter. */
    CompletionStage<Found> find(Query wanted) {
        List<FailedRecord> latest = new ArrayList<>();
        int[] counted = new int[2];
        return own(wanted).thenCompose(own -> each(FailedListPage.filter(wanted), record -> {
            if (wanted.state().isEmpty() || wanted.state().equals(record.state().stored())) {
                counted[0]++;
                counted[1] += own.mayResend(record) ? 1 : 0;
                if (latest.size() < SHOWN) {
                    latest.add(record);
                }
            }
        })).thenApply(all -> new Found(latest, counted[0], counted[1]));
    }

    /**
     * The records, failed or not, with this entry id or this {@code external_id}. Records that have an external id but are
     * identified by another key are found only among the latest failed records.
     */
    CompletionStage<List<RecordStatus>> search(String text) {
        return EntryId.parse(text).map(entry -> ledger.queue().status(entry, Optional.empty()).thenApply(each -> each.stream().toList()))
                .orElseGet(() -> ledger.history().withExternalId(text, actions.get(), SHOWN)
                        .thenCompose(found -> found.isEmpty() ? inBodies(text) : CompletableFuture.completedFuture(found)));
    }

    private CompletionStage<List<RecordStatus>> inBodies(String externalId) {
        FailedRecords failed = ledger.failed();
        return failed.page(FailedFilter.all(), Optional.empty(), LOOKED_INTO).thenCompose(page -> {
            List<CompletableFuture<Optional<FailedRecord>>> bodies =
                    page.stream().map(each -> failed.show(each.id()).toCompletableFuture()).toList();
            return CompletableFuture.allOf(bodies.toArray(CompletableFuture[]::new)).thenApply(all -> bodies.stream()
                    .flatMap(each -> each.join().stream()).filter(each -> hasExternalId(each, externalId)).map(FailedSearch::status).toList());
        });
    }

    private static RecordStatus status(FailedRecord record) {
        return new RecordStatus(record.id(), record.action(), record.connection(), record.state(), Optional.empty(),
                Optional.of(record.failure()), record.attempts(), record.created(), Optional.of(record.failed()));
    }

    private static boolean hasExternalId(FailedRecord record, String id) {
        try {
            return JSON.readTree(record.body().orElse(new byte[0])).path(Action.EXTERNAL_ID).asText().equals(id);
        } catch (IOException e) {
            return false;
        }
    }

    /** The records that can be sent again without the risk of duplicates, oldest first. */
    CompletionStage<List<EntryId>> repeatable(Query wanted) {
        List<EntryId> ids = new ArrayList<>();
        return own(wanted).thenCompose(own -> each(own, record -> {
            if (own.mayResend(record)) {
                ids.add(record.id());
            }
        })).thenApply(all -> {
            Collections.reverse(ids);
            return ids;
        });
    }

    private CompletionStage<FailedFilter> own(Query wanted) {
        return accounts.all().thenApply(FailedListPage.filter(wanted)::ofOwners);
    }

    private CompletionStage<Void> each(FailedFilter filter, Consumer<FailedRecord> what) {
        return each(filter, Optional.empty(), what);
    }

    private CompletionStage<Void> each(FailedFilter filter, Optional<FailedRecord> after, Consumer<FailedRecord> what) {
        return ledger.failed().page(filter, after, PAGE).thenCompose(page -> {
            page.forEach(what);
            return page.size() < PAGE ? CompletableFuture.completedFuture(null)
                    : each(filter, Optional.of(page.get(page.size() - 1)), what);
        });
    }
}
