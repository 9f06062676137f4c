package com.whitelabelcro.camel.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.ledger.FailedRecords;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import com.whitelabelcro.camel.scenario.Matching.Difference;
import com.whitelabelcro.camel.scenario.TestCase.Expected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Compares what a scenario has done so far with what the test expects. */
final class ActualState {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 1_000;

    private final TestEnvironment stage;
    private final FailedRecords failed;
    private final Expected expected;
    private final Collection<MockedStep> mocks;

    ActualState(TestEnvironment stage, FailedRecords failed, Expected expected, Collection<MockedStep> mocks) {
        this.stage = stage;
        this.failed = failed;
        this.expected = expected;
        this.mocks = mocks;
    }

    /** The differences at this moment. */
    List<Difference> differences() {
        List<Difference> differences = new ArrayList<>();
        if (expected.records() != null) {
            differences.addAll(Matching.differencesInAnyOrder("records", JSON.valueToTree(expected.records()), records()));
        }
        if (expected.requests() != null) {
            differences.addAll(Matching.differences("requests", JSON.valueToTree(expected.requests()),
                    JSON.valueToTree(stage.sandbox().stats().requests())));
        }
        if (expected.deadLetters() != null) {
            differences.addAll(Matching.differencesInAnyOrder("dead-letters",
                    JSON.valueToTree(expected.deadLetters()), deadLetters()));
        }
        if (expected.mocks() != null) {
            mocks.stream().filter(mock -> expected.mocks().containsKey(mock.id())).forEach(mock -> differences.addAll(Matching.differences(
                    "mocks." + mock.id(), JSON.valueToTree(expected.mocks().get(mock.id())), mock.reached())));
        }
        if (expected.files() != null) {
            expected.files().forEach((name, content) -> differences.addAll(
                    Matching.differences("files." + name, content, file(name))));
        }
        return differences;
    }

    private ArrayNode records() {
        ArrayNode all = JSON.createArrayNode();
        stage.sandbox().records().forEach(each -> all.add(record(each)));
        return all;
    }

    /** The fields of a record as one flat map, as in the API. Authors of tests need not know how the sandbox stores them. */
    private ObjectNode record(SandboxRecord record) {
        ObjectNode flat = JSON.valueToTree(record.fields());
        flat.put("kind", record.kind());
        flat.put(record.kind().equals("affiliate") ? "employee_id" : "client_id", record.id());
        flat.put("connection", stage.connections().get(Math.min(record.key(), stage.connections().size()) - 1));
        if (record.status() != null) {
            flat.put("status", record.status());
        }
        ArrayNode notes = flat.putArray("notes");
        record.notes().forEach(note -> notes.add(JSON.<JsonNode>valueToTree(note.fields())));
        ArrayNode changes = flat.putArray("status_changes");
        record.statusChanges().forEach(change -> {
            ObjectNode one = JSON.valueToTree(change.fields());
            changes.add(one.put("from", change.from()).put("to", change.to()));
        });
        return flat;
    }

    /** Oldest failure first. */
    private ArrayNode deadLetters() {
        List<FailedRecord> page = failed.page(FailedFilter.all(), Optional.empty(), MOST)
                .toCompletableFuture().join();
        ArrayNode all = JSON.createArrayNode();
        for (FailedRecord each : page) {
            ObjectNode letter = all.insertObject(0);
            letter.put("action", each.action()).put("reason", each.failure().kind());
            letter.put("connection", each.connection()).put("message", each.failure().reason());
            failed.show(each.id()).toCompletableFuture().join().flatMap(FailedRecord::body)
                    .ifPresent(body -> letter.set("body", json(body)));
        }
        return all;
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode file(String name) {
        Path file = stage.directory().resolve(name);
        try {
            return Files.isRegularFile(file) ? JSON.valueToTree(Files.readString(file)) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
