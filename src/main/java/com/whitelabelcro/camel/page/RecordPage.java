package com.whitelabelcro.camel.page;

import static com.whitelabelcro.camel.page.FailedListPage.hidden;
import static com.whitelabelcro.camel.page.Html.escape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.FailedRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One failed record. Its values are personal data and are shown only on request. */
final class RecordPage {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MASK = "••••••";

    private final FailedRecord record;
    private final OperationsToken token;

    RecordPage(FailedRecord record, OperationsToken token) {
        this.record = record;
        this.token = token;
    }

    /**
     * The page without the values.
     *
     * @param note the result of the last action; empty if there was none
     */
    String masked(String note) {
        return page(note, "<table><tbody>" + rows(false) + "</tbody></table>" + (isOpen() ? post("show", "Show the values", "") : ""));
    }

    /** The page with the stored values, to be edited. */
    String shown() {
        Map<String, String> values = new LinkedHashMap<>();
        fields().forEach(field -> values.put(field.getKey(), text(field.getValue())));
        return shown("", values, List.of());
    }

    /**
     * The page with the entered values that could not be sent.
     *
     * @param result why not
     * @param entered all
     *entered values, including emptied ones; otherwise a required field would be missing from the form
     */
    String entered(SingleRetry result, Map<String, String> entered) {
        return shown(result.note(), entered, result.violations());
    }

    private String shown(String note, Map<String, String> values, List<String> violations) {
        StringBuilder inputs = new StringBuilder();
        values.forEach((name, value) -> inputs.append(input(name, value,
                violations.stream().filter(each -> each.startsWith(name + " ")).findFirst().map(each -> each.substring(name.length() + 1)))));
        inputs.append("<label>One more field <input name=\"new.name\" autocomplete=\"off\"></label>")
                .append("<label>Its value <input name=\"new.value\" autocomplete=\"off\"></label>");
        return page(note, isOpen() ? post("edit", "Save and send again", inputs.toString()) : "<table><tbody>" + rows(true) + "</tbody></table>");
    }

    private static String input(String name, String value, Optional<String> wrong) {
        String field = escape(name);
        return "<label>" + field + " <input name=\"field." + field + "\" value=\"" + escape(value) + "\" autocomplete=\"off\""
                + wrong.map(why -> " aria-invalid=\"true\"> <strong class=\"bad\">" + escape(why) + "</strong>").orElse(">") + "</label>";
    }

    /** Whether it can still be sent again or discarded. */
    private boolean isOpen() {
        return record.body().isPresent() && (record.state() == EntryState.FAILED || record.state() == EntryState.UNKNOWN);
    }

    private String page(String note, String fields) {
        String risk = record.state() == EntryState.UNKNOWN
                ? "<p class=\"bad\">It may have been applied. Look in the CRM first: sending it again could create a second record.</p>" : "";
        return Html.page("Entry " + record.id(), (note.isEmpty() ? "" : "<p role=\"status\">" + escape(note) + "</p>")
                + "<dl>" + fact("State", record.state().stored()) + fact("Action", record.action()) + fact("Connection", record.connection())
                + fact("Error", record.failure().kind() + ": " + record.failure().reason()) + fact("Attempts", record.attempts())
                + "<dt>Came</dt><dd>" + OverviewPage.time(record.created()) + "</dd><dt>Failed</dt><dd>" + OverviewPage.time(record.failed())
                + "</dd></dl>" + violations() + "<h2>Fields</h2>" + fields + (isOpen() ? "<h2>What to do</h2>" + risk
                        + post("retry", "Send again unchanged", "") + post("discard", "Discard", "") : ""));
    }

    /** The violations by field; the messages quote no value. */
    private String violations() {
        StringBuilder items = new StringBuilder();
        record.failure().details().violations().forEach(each -> items.append("<li>").append(escape(each)).append("</li>"));
        return items.isEmpty() ? "" : "<ul>" + items + "</ul>";
    }

    private static String fact(String name, Object value) {
        return "<dt>" + name + "</dt><dd>" + escape(value) + "</dd>";
    }

    private String post(String what, String label, String inputs) {
        return "<form method=\"post\" action=\"/failed/" + record.id() + "/" + what + "\">" + hidden("form", token.form()) + inputs
                + "<button>" + label + "</button></form>";
    }

    private String rows(boolean values) {
        StringBuilder rows = new StringBuilder();
        fields().forEach(field -> rows.append("<tr><th scope=\"row\">").append(escape(field.getKey())).append("</th><td>")
                .append(values ? escape(text(field.getValue())) : MASK).append("</td></tr>"));
        return rows.isEmpty() ? "<tr><td>The fields have been deleted.</td></tr>" : rows.toString();
    }

    private Set<Map.Entry<String, JsonNode>> fields() {
        return body(record).properties();
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    /** The stored fields; none if they have been deleted or are not a JSON object. */
    static JsonNode body(FailedRecord record) {
        try {
            return JSON.readTree(record.body().orElse("{}".getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }
}
