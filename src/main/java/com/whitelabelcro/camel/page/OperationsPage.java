package com.whitelabelcro.camel.page;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.setup.RoutePackInstaller;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations page: its paths and their handlers. It has no rules of its own: everything that it shows and does is provided
 * by the ledger and the redrive service. No thread waits for either.
 */
public final class OperationsPage {

    private static final Logger LOG = LoggerFactory.getLogger(OperationsPage.class);
    private static final long MOST_BYTES = 256 * 1024;
    /** How long the answer to a form waits for the outcome of its record, in milliseconds. */
    private static final long PATIENCE = 10_000;
    private static final String FIELD = "field.";

    private final RoutePackInstaller pack;
    private final OperationsToken token;
    private final OverviewPage overview;
    private final FailedListPage list;
    private final FailedSearch search;
    private final BulkRetry bulk;

    /**
     * @param pack the pack, when it is installed
     * @param period the length of the API's rate-limit window
     */
    public OperationsPage(RoutePackInstaller pack, Duration period, OperationsToken token) {
        this.pack = pack;
        this.token = token;
        this.bulk = new BulkRetry(pack::redrive);
        this.search = new FailedSearch(pack.ledger(), pack.accounts(),
                () -> pack.actions().stream().filter(Action::hasExternalId).map(Action::name).toList());
        this.overview = new OverviewPage(pack,
                new Throughput(() -> pack.ledger().history(), InstantSource.system()), bulk);
        this.list = new FailedListPage(pack, search, period, token);
    }

    /** Adds the page to a server. */
    public void addTo(Router router) {
        PageFiles.addTo(router);
        get(router, "/", call -> overview.page(!"off".equals(call.request().getParam("live"))));
        get(router, "/live", call -> overview.live());
        get(router, "/failed", call -> list.page(query(call.queryParams())));
        get(router, "/failed/:entry", call -> record(call, (record, id) -> done(new RecordPage(record, token).masked(""))));
        post(router, "/failed/retry", this::retryAll);
        post(router, "/failed/:entry/show", call -> record(call, (record, id) -> {
            LOG.info("The values of the failed record {} were shown on the operations page", id);
            return done(new RecordPage(record, token).shown());
        }));
        post(router, "/failed/:entry/retry", call -> record(call, (record, id) -> retry(call, id)));
        post(router, "/failed/:entry/edit", call -> record(call, (record, id) -> edit(call, record)));
        post(router, "/failed/:entry/discard", call -> record(call, (record, id) -> {
            LOG.info("The failed record {} was discarded on the operations page", id);
            return pack.ledger().failed().discard(id).thenCompose(gone -> again(id, gone ? "Discarded." : "It had been settled before."));
        }));
    }

    private void get(Router router, String path, Function<RoutingContext, CompletionStage<String>> page) {
        guarded(router.route(HttpMethod.GET, path), page);
    }

    private void post(Router router, String path, Function<RoutingContext, CompletionStage<String>> page) {
        guarded(router.route(HttpMethod.POST, path).handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES)), page);
    }

    private void guarded(Route route, Function<RoutingContext, CompletionStage<String>> page) {
        route.handler(new PageAccess(token)).handler(call -> {
            Context context = call.vertx().getOrCreateContext();
            try {
                page.apply(call).whenComplete((html, problem) -> context.runOnContext(
                        now -> PageAccess.answer(call, problem == null ? call.response().getStatusCode() : 503,
                                problem == null ? html : failure(problem))));
            } catch (RuntimeException e) {
                PageAccess.answer(call, 503, failure(e));
            }
        });
    }

    private static String failure(Throwable problem) {
        Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
        if (!(cause instanceof LedgerException)) {
            // The message is left out, since it may quote personal data.
            LOG.error("The operations page failed with {}", cause.getClass().getName());
        }
        return Html.page("Not possible now", "<p role=\"alert\">"
                + Html.escape(cause instanceof LedgerException ? cause.getMessage() : "Internal error; see the log") + "</p>");
    }

    private static FailedSearch.Query query(MultiMap values) {
        return new FailedSearch.Query(text(values, "state"), text(values, "action"), text(values, "connection"), text(values, "reason"),
                text(values, "search"));
    }

    private static String text(MultiMap values, String name) {
        String value = values.get(name);
        return value == null ? "" : value.strip();
    }

    private CompletionStage<String> record(RoutingContext call, BiFunction<FailedRecord, EntryId, CompletionStage<String>> page) {
        Optional<EntryId> id = EntryId.parse(call.pathParam("entry"));
        CompletionStage<Optional<FailedRecord>> found = id.map(each -> pack.ledger().failed().show(each))
                .orElse(CompletableFuture.completedFuture(Optional.empty()));
        return found.thenCompose(record -> record.map(each -> page.apply(each, each.id()))
                .orElseGet(() -> {
                    call.response().setStatusCode(404);
                    return done(Html.page("No such entry", "<p>There is no failed record with this number.</p>"));
                }));
    }

    private static CompletionStage<String> done(String html) {
        return CompletableFuture.completedFuture(html);
    }

    /** The page of the record in its current state. */
    private CompletionStage<String> again(EntryId id, String note) {
        return pack.ledger().failed().show(id).thenApply(now -> now.map(each -> new RecordPage(each, token).masked(note))
                .orElseGet(() -> Html.page("Entry " + id, "<p role=\"status\">" + Html.escape(note) + "</p>")));
    }

    private CompletionStage<String> retry(RoutingContext call, EntryId id) {
        LOG.info("The failed record {} was sent again on the operations page", id);
        SingleRetry result = new SingleRetry();
        return orSoon(call, pack.redrive(result).run(List.of(id))).thenCompose(
                ended -> again(id, result.note().isEmpty() ? "It waits for its turn, and is sent then." : result.note()));
    }

    private CompletionStage<String> edit(RoutingContext call, FailedRecord record) {
        Map<String, String> entered = entered(call.request().formAttributes());
        SingleRetry result = new SingleRetry();
        byte[] body = new EditedFields(record, entered).json();
        return orSoon(call, pack.redrive(result).runEdited(record.id(), body)).thenCompose(ended -> {
            boolean keepsForm = !result.note().isEmpty() && !result.isDone();
            LOG.info("The failed record {} was edited on the operations page{}", record.id(), keepsForm ? ", and has failed again" : " and sent again");
            return keepsForm ? done(new RecordPage(record, token).entered(result, entered))
                    : again(record.id(), result.note().isEmpty() ? "It waits for its turn, and is sent then." : result.note());
        });
    }

    private static Map<String, String> entered(MultiMap form) {
        Map<String, String> entered = new LinkedHashMap<>();
        form.forEach((name, value) -> {
            if (name.startsWith(FIELD)) {
                entered.put(name.substring(FIELD.length()), value);
            }
        });
        if (!text(form, "new.name").isEmpty()) {
            entered.put(text(form, "new.name"), text(form, "new.value"));
        }
        return entered;
    }

    /** Completes when the stage does, or after some time: a record may wait for a permit for a minute and longer. */
    private static CompletionStage<Void> orSoon(RoutingContext call, CompletionStage<Void> stage) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        long timer = call.vertx().setTimer(PATIENCE, now -> end.complete(null));
        stage.whenComplete((ended, problem) -> {
            call.vertx().cancelTimer(timer);
            if (problem == null) {
                end.complete(null);
            } else {
                end.completeExceptionally(problem);
            }
        });
        return end;
    }

    private CompletionStage<String> retryAll(RoutingContext call) {
        return search.repeatable(query(call.request().formAttributes())).thenApply(ids -> {
            LOG.info("{} failed records are sent again from the operations page", ids.size());
            String note = bulk.begin(ids) ? ids.size() + " records are being sent again; the overview shows how it goes."
                    : "An earlier list is still being sent; try again when it has ended.";
            return Html.page("Send again", "<p role=\"status\">" + note + "</p><p><a href=\"/\">Overview</a></p>");
        });
    }
}
