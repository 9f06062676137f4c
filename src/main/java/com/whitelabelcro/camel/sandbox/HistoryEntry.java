package com.whitelabelcro.camel.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A lead, client, affiliate or note in the {@link FakeCrm}, which guards it. */
final class HistoryEntry {

    /** The kinds of records with separate external ids; leads and clients share theirs (contract section 1). */
    enum Subject { PERSON, AFFILIATE, NOTE }

    /** A status change as it was requested. */
    record StoredStatusChange(String from, String to, ObjectNode body) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    final long id;
    final int company;
    final Subject kind;
    final String createdUtc;
    private ObjectNode fields;
    private String status;
    private int writes;
    private final List<HistoryEntry> notes = new ArrayList<>(0);
    private final List<StoredStatusChange> statusChanges = new ArrayList<>(0);

    HistoryEntry(long id, int company, Subject kind, ObjectNode fields, String status, String createdUtc) {
        this.id = id;
        this.company = company;
        this.kind = kind;
        this.fields = fields;
        this.status = status;
        this.createdUtc = createdUtc;
        this.writes = 1;
    }

    /** Replaces the fields object instead of changing it, because later creates may be compared with the old one. */
    void merge(ObjectNode changes) {
        ObjectNode merged = fields.deepCopy();
        merged.setAll(changes);
        fields = merged;
        writes++;
    }

    void changeStatus(String to, ObjectNode body) {
        statusChanges.add(new StoredStatusChange(status, to, body));
        status = to;
        writes++;
    }

    void status(String to) {
        status = to;
    }

    void add(HistoryEntry note) {
        notes.add(note);
    }

    String status() {
        return status;
    }

    ObjectNode fields() {
        return fields;
    }

    /** The external id, or null. */
    String externalId() {
        return fields.path("external_id").textValue();
    }

    boolean isLead() {
        return kind == Subject.PERSON && Statuses.isLead(status);
    }

    String kindName() {
        return kind == Subject.PERSON ? isLead() ? "lead" : "client" : "affiliate";
    }

    SandboxRecord snapshot() {
        return new SandboxRecord(kindName(), id, externalId(), company, map(fields), status,
                notes.stream().map(note ->
                        new SandboxRecord.Note(note.id, note.externalId(), map(note.fields), note.writes)).toList(),
                statusChanges.stream().map(change ->
                        new SandboxRecord.StatusChange(change.from, change.to, map(change.body))).toList(),
                writes, createdUtc);
    }

    private static Map<String, Object> map(ObjectNode node) {
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(field -> map.put(field.getKey(), JSON.convertValue(field.getValue(), Object.class)));
        return map;
    }
}
