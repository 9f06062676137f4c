package com.whitelabelcro.camel.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * A snapshot of one record in the sandbox's CRM.
 *
 * @param kind {@code lead}, {@code client} or {@code affiliate}; a lead becomes a client by its status
 * @param id {@code client_id} or {@code employee_id}
 * @param externalId the {@code external_id}; null: none
 * @param key its owner: the position of its company's first key in the configuration, from 1
 * @param fields all fields that were written, {@code external_id} included
 * @param status the name of the status; null for affiliates
 * @param notes the notes under it
 * @param statusChanges its status changes, the oldest first
 * @param writes the number of writes: 1 after the create, one more for each update and status change
 * @param createdUtc when it was created
 */
public record SandboxRecord(String kind, long id, @JsonProperty("external_id") String externalId, int key,
        Map<String, Object> fields, String status, List<Note> notes,
        @JsonProperty("status_changes") List<StatusChange> statusChanges, int writes,
        @JsonProperty("created_utc") String createdUtc) {

    /**
     * A note.
     *
     * @param id its {@code client_note_id}
     * @param externalId its {@code external_id}; null: none
     * @param fields {@code text} and the other written fields
     * @param writes the number of writes
     */
    public record Note(long id, @JsonProperty("external_id") String externalId, Map<String, Object> fields,
            int writes) {}

    /**
     * A status change.
     *
     * @param from the status before
     * @param to the status after
     * @param fields the fields of the request
     */
    public record StatusChange(String from, String to, Map<String, Object> fields) {}
}
