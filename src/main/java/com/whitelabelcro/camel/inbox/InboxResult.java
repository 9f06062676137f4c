package com.whitelabelcro.camel.inbox;

import com.whitelabelcro.camel.importer.ImportSummary;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of the import of a file.
 *
 * @param done whether all of its rows were applied
 * @param values the content of the result file; contains no data of the rows
 */
record InboxResult(boolean done, Map<String, Object> values) {

    /** All rows were processed. */
    static InboxResult of(InboxFile file, ImportSummary summary, Instant ended) {
        Map<String, Object> values = begin(file, summary.clean(), ended);
        values.put("rows", summary.read());
        values.put("applied", summary.done());
        values.put("appliedBefore", summary.sentBefore());
        values.put("failed", summary.failed());
        values.put("outcomeUnknown", summary.unknown());
        values.put("unreadable", summary.broken());
        values.put("inTheListOfFailedRecords", summary.listed());
        values.put("problems", summary.problems().stream().map(each -> Map.of("line", each.line(), "problem", each.text())).toList());
        return new InboxResult(summary.clean(), values);
    }

    /** The file is not one that can be imported; nothing was sent. */
    static InboxResult refused(InboxFile file, String why, Instant ended) {
        Map<String, Object> values = begin(file, false, ended);
        values.put("rows", 0);
        values.put("applied", 0);
        values.put("problems", List.of(Map.of("problem", why)));
        return new InboxResult(false, values);
    }

    private static Map<String, Object> begin(InboxFile file, boolean done, Instant ended) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("result", done ? InboxScan.DONE : InboxScan.FAILED);
        values.put("file", file.path().getFileName().toString());
        values.put("action", file.action().name());
        values.put("connection", file.connection());
        values.put("ended", ended.toString());
        return values;
    }

    /** One line for the log. */
    String text() {
        return values.get("rows") + (values.get("rows").equals(1L) ? " row, " : " rows, ") + values.get("applied") + " applied"
                + values.entrySet().stream().filter(each -> each.getValue() instanceof Long count && count > 0)
                        .filter(each -> !each.getKey().equals("rows") && !each.getKey().equals("applied"))
                        .map(each -> ", " + each.getValue() + " " + words(each.getKey())).reduce("", String::concat);
    }

    private static String words(String name) {
        return switch (name) {
            case "appliedBefore" -> "applied before";
            case "outcomeUnknown" -> "of unknown outcome";
            case "inTheListOfFailedRecords" -> "in the list of failed records";
            default -> name;
        };
    }
}
