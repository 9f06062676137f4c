package com.whitelabelcro.camel.contract;

import com.whitelabelcro.camel.docs.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The table "What an answer means" of docs/records.md, and the requests and bodies that fill its cells. */
public final class AnswerTable {

    public static final String DONE = "done";
    /** The record that the requests are about. */
    public static final int TARGET = 12345;

    private static final Pattern RANGE = Pattern.compile("(?:other )?(\\d{3})–(\\d{3})");

    private final List<List<String>> rows;

    private AnswerTable(List<List<String>> rows) {
        this.rows = rows;
    }

    /** The kind of body, in the words of the table. */
    public enum Body {
        RIGHT("the right body"),
        EMPTY("no body"),
        ERROR("an error, or something else"),
        ANOTHER("another id");

        private final String words;

        Body(String words) {
            this.words = words;
        }
    }

    /** The kind of request: each action that is treated differently, with and without an {@code external_id}. */
    public enum Request {
        CREATE("create-lead", 2, "{\"first_name\":\"A\",\"last_name\":\"B\",\"email\":\"a@example.com\"}"),
        CREATE_KNOWN("create-lead", 3,
                "{\"first_name\":\"A\",\"last_name\":\"B\",\"email\":\"a@example.com\",\"external_id\":\"x_1\"}"),
        NOTE("add-client-note", 2, "{\"client_id\":12345,\"text\":\"called\"}"),
        NOTE_KNOWN("add-client-note", 3, "{\"client_id\":12345,\"text\":\"called\",\"external_id\":\"x_2\"}"),
        UPDATE("update-lead", 4, "{\"client_id\":12345,\"city\":\"Austin\"}"),
        UPDATE_KNOWN("update-lead", 4, "{\"client_id\":12345,\"city\":\"Austin\",\"external_id\":\"x_3\"}"),
        STATUS("update-client-status", 4, "{\"client_id\":12345,\"new_status\":\"Client - Active\"}"),
        AFFILIATE("update-affiliate", 4, "{\"employee_id\":12345,\"is_approved\":true}");

        private static final List<String> ERRORS = List.of("{\"error\":\"queue full, dropped\"}",
                "{\"error\":\"validation_failed\",\"message\":\"email is required\"}",
                "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"errors\":{\"email\":[\"is required\"]}}",
                "{\"success\":false}", "{\"success\":\"false\",\"message\":\"not updated\"}", "{\"success\":0}",
                "[{\"status\":422}]", "{\"results\":[{\"status\":422,\"error\":\"bad\"}]}", "[]", "null", "<html>Welcome</html>");

        private final String action;
        private final int column;
        private final String fields;

        Request(String action, int column, String fields) {
            this.action = action;
            this.column = column;
            this.fields = fields;
        }

        public String action() {
            return action;
        }

        public String fields() {
            return fields;
        }

        public String method() {
            return column == 4 ? "PATCH" : "POST";
        }

        public String path() {
            return "/api/v1/integrations/" + switch (this) {
                case CREATE, CREATE_KNOWN -> "leads";
                case NOTE, NOTE_KNOWN -> "clients/{client_id}/notes";
                case UPDATE, UPDATE_KNOWN -> "leads/{client_id}";
                case STATUS -> "clients/{client_id}/status";
                case AFFILIATE -> "affiliates/{employee_id}";
            };
        }

        /** Examples of such a body, as the API might answer this request. */
        public List<String> texts(Body body) {
            return switch (body) {
                case EMPTY -> List.of("", "\r\n");
                case ERROR -> ERRORS;
                case RIGHT -> List.of(right(TARGET, ""), right(TARGET, "\""));
                case ANOTHER -> List.of(right(999, ""), right(999, "\""));
            };
        }

        private String right(int id, String quote) {
            String shown = quote + id + quote;
            return switch (this) {
                case CREATE, CREATE_KNOWN ->
                    "{\"client_id\":" + shown + ",\"status\":\"Lead - New\",\"created_utc\":\"2026-03-04T05:06:07Z\"}";
                case NOTE, NOTE_KNOWN -> "{\"client_note_id\":" + shown + ",\"created_utc\":\"2026-03-04T05:06:07Z\"}";
                case UPDATE, UPDATE_KNOWN ->
                    "{\"success\":true,\"updated_utc\":\"2026-03-04T05:06:07Z\",\"client_id\":" + shown + "}";
                case STATUS -> "{\"previous_status\":\"Client - New\",\"new_status\":\"Client - Active\","
                        + "\"updated_utc\":\"2026-03-04T05:06:07Z\",\"client_id\":" + shown + "}";
                case AFFILIATE ->
                    "{\"success\":true,\"updated_utc\":\"2026-03-04T05:06:07Z\",\"employee_id\":" + shown + "}";
            };
        }
    }

    public static AnswerTable ofThePage() throws IOException {
        return new AnswerTable(Document.RECORDS.table("What an answer means"));
    }

    /** The content of the cell; the first matching row counts. */
    public String outcome(int status, Body body, Request request) {
        return rows.get(row(status, body)).get(request.column);
    }

    /** The wording of a cell. */
    public static String words(String error, boolean again) {
        return (again ? "again, then " : "") + "`" + error + "`";
    }

    /** One status for each row. */
    public List<Integer> samples() {
        return rows.stream().map(row -> Integer.valueOf(row.get(0).replaceAll("\\D*(\\d{3}).*", "$1"))).distinct().toList();
    }

    /** The rows that match no answer. */
    public List<List<String>> unusedRows() {
        List<List<String>> unused = new ArrayList<>(rows);
        IntStream.rangeClosed(200, 599).forEach(status -> {
            for (Body body : Body.values()) {
                unused.remove(rows.get(row(status, body)));
            }
        });
        return unused;
    }

    private int row(int status, Body body) {
        return IntStream.range(0, rows.size())
                .filter(i -> covers(rows.get(i).get(0), status))
                .filter(i -> List.of("any", body.words).contains(rows.get(i).get(1)))
                .findFirst().orElseThrow(() -> new AssertionError("No row for " + status + " with " + body.words));
    }

    private static boolean covers(String cell, int status) {
        var range = RANGE.matcher(cell);
        return range.matches()
                ? status >= Integer.parseInt(range.group(1)) && status <= Integer.parseInt(range.group(2))
                : List.of(cell.split(", ")).contains(String.valueOf(status));
    }
}
