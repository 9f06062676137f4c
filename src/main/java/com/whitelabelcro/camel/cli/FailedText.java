package com.whitelabelcro.camel.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import com.whitelabelcro.camel.app.OwnRecords;
import com.whitelabelcro.camel.config.CompanyId;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.importer.Printable;
import com.whitelabelcro.camel.ledger.FailedRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats a failed record as text, and as JSON for programs. */
final class FailedText {

    static final String HEADER = line("NUMBER", "STATE", "ACTION", "CONNECTION", "COMPANY", "ERROR", "REQUESTS", "FAILED AT");

    private static final ObjectMapper JSON = new ObjectMapper();
    /** In the reader's time zone with its offset, so that a copied time is still unambiguous elsewhere. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssXXX", Locale.ROOT).withZone(ZoneId.systemDefault());

    private FailedText() {}

    /** One line without personal data. */
    static String line(FailedRecord record, OwnRecords own) {
        return line(record.id().toString(), record.state().stored(), record.action(), record.connection(), company(record, own),
                record.failure().kind(), String.valueOf(record.attempts()), TIME.format(record.failed()));
    }

    private static String line(String... cells) {
        return Printable.of(String.format(Locale.ROOT, "%-12s %-8s %-20s %-12s %-12s %-15s %-8s %s", (Object[]) cells));
    }

    /** The company that owns the record; empty if it is unknown. */
    private static String company(FailedRecord record, OwnRecords own) {
        return record.company().map(CompanyId::id).orElse("-") + (own.isAnothers(record) ? " (other)" : "");
    }

    static String time(Instant time) {
        return TIME.format(time);
    }

    /** Everything that is known, including the body. */
    static String whole(FailedRecord record, OwnRecords own) {
        Details details = record.failure().details();
        StringBuilder text = new StringBuilder();
        field(text, "number", record.id().toString());
        field(text, "state", record.state().stored());
        field(text, "action", record.action());
        field(text, "connection", record.connection());
        field(text, "company", record.company().map(CompanyId::id).orElse("")
                + (own.isAnothers(record) ? " (another one than that of the key that the connection has now)" : ""));
        field(text, "error", record.failure().kind() + ": " + record.failure().reason());
        details.violations().forEach(each -> field(text, "wrong", each));
        field(text, "HTTP status", details.status() == 0 ? "" : String.valueOf(details.status()));
        field(text, "server says", details.serverMessage());
        field(text, "request id", details.requestId());
        field(text, "requests", String.valueOf(record.attempts()));
        field(text, "came at", TIME.format(record.created()));
        field(text, "failed at", TIME.format(record.failed()));
        field(text, "body", record.body().map(FailedText::text).orElse("(deleted)"));
        return text.toString();
    }

    private static void field(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(String.format(Locale.ROOT, "%-12s %s%n", name, Printable.of(value)));
        }
    }

    /** One line of JSON; it includes the body if the record has one. */
    static String json(FailedRecord record, OwnRecords own) {
        Details details = record.failure().details();
        ObjectNode json = JSON.createObjectNode()
                .put("id", record.id().toString())
                .put("state", record.state().stored())
                .put("action", record.action())
                .put("connection", record.connection())
                .put("company", record.company().map(CompanyId::id).orElse(""))
                .put("own", !own.isAnothers(record))
                .put("error", record.failure().kind())
                .put("reason", record.failure().reason())
                .put("status", details.status())
                .put("server_message", details.serverMessage())
                .put("request_id", details.requestId())
                .put("requests", record.attempts())
                .put("created", record.created().toString())
                .put("failed", record.failed().toString());
        details.violations().forEach(json.withArray("violations")::add);
        record.body().ifPresent(body -> json.putRawValue("body", new RawValue(text(body))));
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree that cannot be written", e);
        }
    }

    static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
