package com.whitelabelcro.camel.page;

import static com.whitelabelcro.camel.page.Html.cell;
import static com.whitelabelcro.camel.page.Html.escape;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.setup.RoutePackInstaller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** The failed records that fit a filter, and a form that sends them again. */
final class FailedListPage {

    private final RoutePackInstaller pack;
    private final FailedSearch search;
    private final Duration period;
    private final OperationsToken token;

    /** @param period the length of the API's rate-limit window */
    FailedListPage(RoutePackInstaller pack, FailedSearch search, Duration period, OperationsToken token) {
        this.pack = pack;
        this.search = search;
        this.period = period;
        this.token = token;
    }

    /** @param wanted the values of the filter form */
    CompletionStage<String> page(FailedSearch.Query wanted) {
        if (!wanted.search().isEmpty()) {
            return search.search(wanted.search()).thenApply(found -> Html.page("Records", form(wanted) + RecordTable.html(found)));
        }
        return search.find(wanted).thenApply(found -> Html.page("Failed records", form(wanted) + list(found) + retry(wanted, found)));
    }

    private String form(FailedSearch.Query wanted) {
        List<String> connections = new ArrayList<>(pack.view().states().keySet());
        return "<form method=\"get\" action=\"/failed\" role=\"search\">"
                + choice("state", "State", List.of(EntryState.FAILED.stored(), EntryState.UNKNOWN.stored()), wanted.state())
                + choice("action", "Action", pack.actions().stream().map(Action::name).toList(), wanted.action())
                + choice("connection", "Connection", connections, wanted.connection())
                + input("reason", "Error, such as Unavailable", wanted.reason())
                + input("search", "Or any record by entry or external_id", wanted.search())
                + "<button>Show</button></form>";
    }

    private static String choice(String name, String label, List<String> values, String chosen) {
        StringBuilder options = new StringBuilder("<option value=\"\">all</option>");
        Stream.concat(values.stream(), Stream.of(chosen).filter(each -> !each.isEmpty() && !values.contains(each))).forEach(each ->
                options.append("<option").append(each.equals(chosen) ? " selected" : "").append('>').append(escape(each)).append("</option>"));
        return "<label>" + label + " <select name=\"" + name + "\">" + options + "</select></label>";
    }

    private static String input(String name, String label, String value) {
        return "<label>" + label + " <input name=\"" + name + "\" value=\"" + escape(value) + "\"></label>";
    }

    private static String list(FailedSearch.Found found) {
        if (found.records().isEmpty()) {
            return "<p>No failed records were found.</p>";
        }
        StringBuilder rows = new StringBuilder();
        for (FailedRecord each : found.records()) {
            rows.append("<tr><th scope=\"row\"><a href=\"/failed/").append(each.id()).append("\">").append(each.id()).append("</a></th>")
                    .append(cell("When", OverviewPage.time(each.failed()))).append(cell("State", escape(each.state().stored())))
                    .append(cell("Action", escape(each.action()))).append(cell("Connection", escape(each.connection())))
                    .append(cell("Error", escape(each.failure().kind() + ": " + each.failure().reason())))
                    .append(cell("Attempts", String.valueOf(each.attempts()))).append("</tr>");
        }
        return "<table><thead><tr><th>Entry</th><th>When</th><th>State</th><th>Action</th><th>Connection</th><th>Error</th><th>Attempts</th>"
                + "</tr></thead><tbody>" + rows + "</tbody></table>"
                + (found.more() ? "<p>These are the latest " + found.records().size() + " of " + found.total() + "; a filter shows others.</p>" : "");
    }

    /** The button that sends all records again, with the expected time. Records of unknown outcome are excluded. */
    private String retry(FailedSearch.Query wanted, FailedSearch.Found found) {
        if (found.repeatable() == 0) {
            return "";
        }
        int limit = wanted.connection().isEmpty() || !pack.view().states().containsKey(wanted.connection())
                ? pack.view().states().values().stream().mapToInt(each -> each.limit()).min().orElse(1) : pack.view().state(wanted.connection()).limit();
        Duration time = timeToSend(found.repeatable(), limit, period);
        return "<form method=\"post\" action=\"/failed/retry\">" + hidden("form", token.form()) + hidden("action", wanted.action())
                + hidden("connection", wanted.connection()) + hidden("reason", wanted.reason())
                + "<p>" + found.repeatable() + " of these can be sent again without the risk of second records. With the quota of one"
                + " connection that takes about " + Math.max(1, time.toMinutes()) + " min if nothing else is sent.</p>"
                + "<button>Send all " + found.repeatable() + " again</button></form>";
    }

    /** The time for these records if nothing else is sent: whole periods, without the first one, whose quota is free. */
    static Duration timeToSend(long records, int limit, Duration period) {
        return period.multipliedBy(Math.max(0, (records - 1) / limit));
    }

    static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + escape(value) + "\">";
    }

    /** The filter of the list, for the ledger. */
    static FailedFilter filter(FailedSearch.Query wanted) {
        FailedFilter filter = FailedFilter.all();
        filter = wanted.action().isEmpty() ? filter : filter.ofAction(wanted.action());
        filter = wanted.connection().isEmpty() ? filter : filter.ofConnection(wanted.connection());
        return Optional.of(wanted.reason()).filter(each -> !each.isEmpty()).map(filter::ofReason).orElse(filter);
    }
}
