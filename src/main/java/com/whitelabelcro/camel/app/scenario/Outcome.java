package com.whitelabelcro.camel.app.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.app.OpenLedger;
import com.whitelabelcro.camel.once.FailedFilter;
import com.whitelabelcro.camel.once.FailedRecord;
import com.whitelabelcro.camel.once.Ledger;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of a test so far, in plain values.
 *
 * @param sandbox the API
 * @param ledger where failed records are
 * @param doubles the mocked steps
 * @param directory the test's own
 */
record Outcome(Sandbox sandbox, Ledger ledger, Doubles doubles, Path directory) {

    private static final ObjectMapper JSON = new ObjectMapper();

    Object of(String what) {
        return switch (what) {
            case "records" -> sandbox.records().stream().map(Outcome::record).toList();
            case "requests" -> sandbox.stats().requests();
            default -> deadLetters();
        };
    }

    Object reached(String step) {
        return doubles.reached().get(step);
    }

    /** The text of a file; null if there is none. */
    Object file(Yaml at, String name) {
        Path file = directory.resolve(name).normalize();
        if (!file.startsWith(directory)) {
            throw at.mistake("the file " + name + " is not in the test's own directory");
        }
        try {
            return Files.isRegularFile(file) ? Files.readString(file) : null;
        } catch (IOException e) {
            throw at.mistake("the file " + name + " is no UTF-8 text");
        }
    }

    private static Map<String, Object> record(SandboxRecord record) {
        Map<String, Object> plain = new LinkedHashMap<>(record.fields());
        plain.put("kind", record.kind());
        plain.put(record.kind().equals("affiliate") ? "employee_id" : "client_id", record.id());
        plain.put("external_id", record.externalId());
        plain.put("status", record.status());
        plain.put("writes", record.writes());
        plain.put("notes", record.notes().stream().map(note -> {
            Map<String, Object> each = new LinkedHashMap<>(note.fields());
            each.put("external_id", note.externalId());
            each.put("writes", note.writes());
            return each;
        }).toList());
        plain.put("status_changes", record.statusChanges().stream().map(change -> {
            Map<String, Object> each = new LinkedHashMap<>(change.fields());
            each.put("from", change.from());
            each.put("to", change.to());
            return each;
        }).toList());
        return plain;
    }

    /** The one that failed first comes first. */
    private List<Object> deadLetters() {
        List<Object> letters = new ArrayList<>();
        OpenLedger.each(ledger, FailedFilter.all(), each -> letters.add(letter(OpenLedger.show(ledger, each.id()))));
        Collections.reverse(letters);
        return letters;
    }

    private static Map<String, Object> letter(FailedRecord record) {
        Map<String, Object> letter = new LinkedHashMap<>();
        letter.put("action", record.action());
        letter.put("connection", record.connection());
        letter.put("reason", record.failure().kind());
        letter.put("message", record.failure().toException().getMessage());
        letter.put("state", record.state().name().toLowerCase(java.util.Locale.ROOT));
        try {
            letter.put("body", record.body().isEmpty() ? null : JSON.readValue(record.body().get(), Object.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return letter;
    }
}
