package com.whitelabelcro.camel.page;

import static com.whitelabelcro.camel.page.Html.cell;
import static com.whitelabelcro.camel.page.Html.escape;

import com.whitelabelcro.camel.event.ConnectionStateChanged.State;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.LedgerFigures;
import com.whitelabelcro.camel.ledger.QueueForecast;
import com.whitelabelcro.camel.ledger.RecordStatus;
import com.whitelabelcro.camel.ratelimit.ConnectionSnapshot;
import com.whitelabelcro.camel.setup.RoutePackInstaller;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** The state of the pack: connections, queue, failed records, throughput and the last records. The browser loads it every two seconds. */
final class OverviewPage {

    private static final int LAST = 50;

    private final RoutePackInstaller pack;
    private final Throughput throughput;
    private final BulkRetry bulk;

    OverviewPage(RoutePackInstaller pack, Throughput throughput, BulkRetry bulk) {
        this.pack = pack;
        this.throughput = throughput;
        this.bulk = bulk;
    }

    /** @param follows whether the page updates itself */
    CompletionStage<String> page(boolean follows) {
        return live().thenApply(live -> Html.page("Overview", (follows
                ? "<p><a id=\"pause\" href=\"/?live=off\">Pause updates</a></p><div id=\"live\" hx-get=\"/live\" hx-trigger=\"every 2s\">"
                : "<p><a id=\"pause\" href=\"/\">Resume updates</a></p><div id=\"live\">") + live + "</div>"));
    }

    /** The part of the page that the browser reloads. */
    CompletionStage<String> live() {
        return pack.ledger().figures().thenCompose(figures -> pack.view().queue().thenCompose(queue ->
                throughput.refresh().thenCompose(counted -> pack.ledger().history().last(LAST).thenApply(last -> live(figures, queue, last)))));
    }

    private String live(LedgerFigures figures, List<QueueForecast> queue, List<RecordStatus> last) {
        String failure = pack.ledger().failure().map(each -> "<p class=\"bad\" role=\"alert\">The ledger cannot be written: "
                + escape(each.getMessage()) + "</p>").orElse("");
        return failure + bulk.html() + failed(figures) + connections(queue)
                + "<section><h2>Throughput</h2>"
                + new ThroughputChart("Last hour, by minute", throughput.within(Duration.ofHours(1), Duration.ofMinutes(1)))
                + new ThroughputChart("Last day, by quarter of an hour", throughput.within(Duration.ofHours(24), Duration.ofMinutes(15)))
                + "</section><section><h2>Last records</h2>" + RecordTable.html(last) + "</section>";
    }

    private static String failed(LedgerFigures figures) {
        return "<section><h2>Failed records</h2><p><a id=\"to-failed\" href=\"/failed?state=failed\">" + figures.listed(EntryState.FAILED)
                + " failed</a>, <a id=\"to-unknown\" href=\"/failed?state=unknown\">" + figures.listed(EntryState.UNKNOWN)
                + " of unknown outcome</a></p></section>";
    }

    private String connections(List<QueueForecast> queue) {
        Map<String, List<QueueForecast>> waiting = queue.stream()
                .collect(Collectors.groupingBy(each -> each.length().line().connection(), TreeMap::new, Collectors.toList()));
        StringBuilder rows = new StringBuilder();
        pack.view().states().forEach((name, state) -> rows.append(connection(name, state, Optional.ofNullable(waiting.remove(name)).orElse(List.of()))));
        return "<section><h2>Connections</h2><table><thead><tr><th>Connection</th><th>State</th><th>Quota</th><th>Active</th>"
                + "<th>Waiting</th><th>Queue</th></tr></thead><tbody>" + rows + "</tbody></table>" + others(waiting) + "</section>";
    }

    private static String connection(String name, ConnectionSnapshot state, List<QueueForecast> lines) {
        String until = state.openFor() == 0 ? ""
                : "; next try in " + seconds(Duration.ofNanos(state.openFor()));
        String why = state.why().isEmpty() ? "" : "<br>" + escape(state.why() + until);
        String quota = "<meter min=\"0\" max=\"" + state.limit() + "\" value=\"" + state.used() + "\">" + state.used() + "</meter> "
                + state.used() + " of " + state.limit();
        return "<tr class=\"" + (state.why().isEmpty() ? "good" : "bad") + "\"><th scope=\"row\">" + escape(name) + "</th>"
                + cell("State", words(state.state()) + why) + cell("Quota", quota) + cell("Active", String.valueOf(state.inFlight()))
                + cell("Waiting", String.valueOf(state.waiting())) + cell("Queue", queue(lines)) + "</tr>";
    }

    /** The state of a connection in words that need no knowledge of circuit breakers. */
    private static String words(State state) {
        return switch (state) {
            case CLOSED -> "works";
            case LIMITED -> "limited by the API";
            case OPEN -> "outage";
            case SUSPENDED -> "suspended";
            case HALF_OPEN -> "is being tried";
        };
    }

    private static String queue(List<QueueForecast> lines) {
        return lines.isEmpty() ? "empty" : lines.stream().map(each -> escape(each.text())).collect(Collectors.joining("<br>"));
    }

    /** The queued records of scenarios and of removed connections. */
    private static String others(Map<String, List<QueueForecast>> waiting) {
        return waiting.entrySet().stream().map(each -> "<p>Queue of " + escape(each.getKey()) + ": " + queue(each.getValue()) + "</p>")
                .collect(Collectors.joining());
    }

    /** A time, to the second, in UTC. */
    static String time(Instant time) {
        String text = time.truncatedTo(ChronoUnit.SECONDS).toString();
        return "<time datetime=\"" + text + "\">" + text.replace('T', ' ').replace("Z", " UTC") + "</time>";
    }

    static String seconds(Duration time) {
        return time.toSeconds() < 120 ? time.toSeconds() + " s" : time.toMinutes() + " min";
    }
}
