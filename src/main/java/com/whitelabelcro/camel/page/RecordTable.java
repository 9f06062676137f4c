package com.whitelabelcro.camel.page;

import static com.whitelabelcro.camel.page.Html.cell;
import static com.whitelabelcro.camel.page.Html.escape;

import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.ledger.RecordStatus;
import java.time.Duration;
import java.util.List;

/** A table of records in any state, with their outcomes. */
final class RecordTable {

    private RecordTable() {}

    static String html(List<RecordStatus> records) {
        StringBuilder rows = new StringBuilder();
        records.forEach(each -> rows.append(row(each)));
        return rows.isEmpty() ? "<p>There are none.</p>"
                : "<table><thead><tr><th>Entry</th><th>When</th><th>Action</th><th>Connection</th><th>Outcome</th><th>Attempts</th>"
                        + "<th>Duration</th></tr></thead><tbody>" + rows + "</tbody></table>";
    }

    private static String row(RecordStatus record) {
        String duration = record.ended().map(end -> text(Duration.between(record.created(), end))).orElse("");
        return "<tr class=\"" + kind(record) + "\"><th scope=\"row\">" + entry(record) + "</th>"
                + cell("When", OverviewPage.time(record.ended().orElse(record.created()))) + cell("Action", escape(record.action()))
                + cell("Connection", escape(record.connection())) + cell("Outcome", escape(outcome(record)))
                + cell("Attempts", String.valueOf(record.attempts())) + cell("Duration", duration) + "</tr>";
    }

    /** A record that failed has a page of its own. */
    private static String entry(RecordStatus record) {
        return record.failure().isEmpty() ? record.id().toString()
                : "<a href=\"/failed/" + record.id() + "\">" + record.id() + "</a>";
    }

    private static String kind(RecordStatus record) {
        return record.state() == EntryState.FAILED || record.state() == EntryState.UNKNOWN ? "bad" : "good";
    }

    private static String outcome(RecordStatus record) {
        return record.state().stored() + record.failure().map(Failure::kind).map(each -> ": " + each).orElse("");
    }

    private static String text(Duration time) {
        return time.toSeconds() < 10 ? time.toMillis() + " ms" : OverviewPage.seconds(time);
    }
}
