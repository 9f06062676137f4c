package com.whitelabelcro.camel.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The records and what each action does to them (contract sections 1 and 5). All kinds share one sequence of
 * ids, so that an id that is used for the wrong kind of record is never found by chance.
 */
final class FakeCrm {

    private static final long FIRST_ID = 10_001;

    private record ExternalId(int company, HistoryEntry.Subject kind, String value) {}

    private record Create(int company, Endpoint endpoint, long under, ObjectNode body) {}

    private final Map<Long, HistoryEntry> entries = new LinkedHashMap<>();
    private final Map<ExternalId, HistoryEntry> byExternalId = new HashMap<>();
    private final Set<Create> unprotected = new HashSet<>();
    private long nextId = FIRST_ID;

    /**
     * Applies a valid write.
     *
     * @param company the company of the key that it was sent with
     * @param id the id in the path; 0: none
     * @param body fields of this endpoint only; not to be changed afterwards
     * @param foreignStatus the status for another company's record
     * @param now the time of the wall clock
     */
    synchronized RequestOutcome apply(int company, Endpoint endpoint, long id, ObjectNode body, int foreignStatus,
            Instant now) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        HistoryEntry named = null;
        if (id != 0) {
            named = entries.get(id);
            if (named == null || !isUnder(endpoint, named)) {
                return notFound(endpoint);
            }
            if (named.company != company) {
                return foreignStatus == 404 ? notFound(endpoint)
                        : new RequestOutcome.Rejected(403, "forbidden", "This record belongs to another company");
            }
        }
        return switch (endpoint) {
            case CREATE_LEAD -> createPerson(company, endpoint, body, Statuses.NEW_LEAD, time);
            case CREATE_CLIENT -> createPerson(company, endpoint, body, Statuses.NEW_CLIENT, time);
            case CREATE_AFFILIATE -> createAffiliate(company, body, time);
            case ADD_CLIENT_NOTE -> addNote(named, body, time);
            case UPDATE_LEAD, UPDATE_CLIENT, UPDATE_AFFILIATE -> update(endpoint, named, body, time);
            case UPDATE_LEAD_STATUS, UPDATE_CLIENT_STATUS -> changeStatus(named, body, time);
        };
    }

    /** The client paths also accept leads: that is how a lead is converted. */
    private static boolean isUnder(Endpoint endpoint, HistoryEntry entry) {
        return endpoint == Endpoint.UPDATE_AFFILIATE ? entry.kind == HistoryEntry.Subject.AFFILIATE
                : entry.kind == HistoryEntry.Subject.PERSON && (!endpoint.onLeads() || entry.isLead());
    }

    private static RequestOutcome notFound(Endpoint endpoint) {
        return new RequestOutcome.Rejected(404, "not_found", "There is no record with this " + endpoint.idField());
    }

    private RequestOutcome createPerson(int company, Endpoint endpoint, ObjectNode body, String firstStatus, String time) {
        ObjectNode fields = body.has("status") ? body.deepCopy().without("status") : body;
        String status = body.path("status").asText(firstStatus);
        Created created = create(company, endpoint, 0, HistoryEntry.Subject.PERSON, body, fields,
                () -> add(company, HistoryEntry.Subject.PERSON, fields, status, time));
        if (created.known() && body.has("status")) {
            created.entry().status(status);
        }
        return created.outcome(RequestOutcome.Effect.CREATED, answer().put("client_id", created.entry().id)
                .put("status", created.entry().status()).put("created_utc", created.entry().createdUtc));
    }

    private RequestOutcome createAffiliate(int company, ObjectNode body, String time) {
        Created created = create(company, Endpoint.CREATE_AFFILIATE, 0, HistoryEntry.Subject.AFFILIATE, body, body, () -> {
            ObjectNode fields = body.deepCopy();
            if (!fields.has("affiliate_code")) {
                fields.put("affiliate_code", "AFF" + nextId);
            }
            fields.put("is_approved", false).put("is_active", true);
            return add(company, HistoryEntry.Subject.AFFILIATE, fields, null, time);
        });
        ObjectNode answer = answer().put("employee_id", created.entry().id);
        answer.set("affiliate_code", created.entry().fields().get("affiliate_code"));
        answer.set("is_approved", created.entry().fields().get("is_approved"));
        return created.outcome(RequestOutcome.Effect.CREATED, answer.put("created_utc", created.entry().createdUtc));
    }

    private RequestOutcome addNote(HistoryEntry client, ObjectNode body, String time) {
        Created created = create(client.company, Endpoint.ADD_CLIENT_NOTE, client.id, HistoryEntry.Subject.NOTE, body, body, () -> {
            HistoryEntry note = new HistoryEntry(nextId++, client.company, HistoryEntry.Subject.NOTE, body, null, time);
            client.add(note);
            index(note);
            return note;
        });
        return created.outcome(RequestOutcome.Effect.NOTED,
                answer().put("client_note_id", created.entry().id).put("created_utc", created.entry().createdUtc));
    }

    /**
     * What became of a create.
     *
     * @param known whether a record with that external id was there, and got the fields
     * @param duplicate whether an identical create without an external id was made before
     */
    private record Created(HistoryEntry entry, boolean known, boolean duplicate) {

        RequestOutcome outcome(RequestOutcome.Effect change, ObjectNode answer) {
            return new RequestOutcome.Applied(answer, known ? RequestOutcome.Effect.UPDATED : change, known, duplicate);
        }
    }

    /**
     * Creates a record, or changes the one with that external id.
     *
     * @param under the id in the path; 0: none
     * @param changes the fields of a record that is there
     * @param added adds a new record
     */
    private Created create(int company, Endpoint endpoint, long under, HistoryEntry.Subject kind, ObjectNode body,
            ObjectNode changes, Supplier<HistoryEntry> added) {
        HistoryEntry known = known(company, kind, body);
        if (known != null) {
            known.merge(changes);
            return new Created(known, true, false);
        }
        boolean duplicate = !body.has("external_id") && !unprotected.add(new Create(company, endpoint, under, body));
        return new Created(added.get(), false, duplicate);
    }

    private RequestOutcome update(Endpoint endpoint, HistoryEntry entry, ObjectNode body, String time) {
        HistoryEntry holder = known(entry.company, entry.kind, body);
        if (holder != null && holder != entry) {
            // The contract does not define this. Two records with one external_id would make every later create ambiguous.
            return new RequestOutcome.Rejected(400, "validation_failed", "external_id belongs to another record");
        }
        if (body.has("external_id") && entry.externalId() != null) {
            byExternalId.remove(new ExternalId(entry.company, entry.kind, entry.externalId()));
        }
        entry.merge(body);
        index(entry);
        ObjectNode answer = answer().put("success", true).put("updated_utc", time)
                .put(endpoint.idField(), entry.id);
        return new RequestOutcome.Applied(answer, RequestOutcome.Effect.UPDATED, false, false);
    }

    private RequestOutcome changeStatus(HistoryEntry entry, ObjectNode body, String time) {
        String from = entry.status();
        entry.changeStatus(Statuses.askedFor(body), body);
        ObjectNode answer = answer().put("previous_status", from).put("new_status", entry.status())
                .put("updated_utc", time);
        return new RequestOutcome.Applied(answer, RequestOutcome.Effect.STATUS_CHANGED, false, false);
    }

    private HistoryEntry known(int company, HistoryEntry.Subject kind, ObjectNode body) {
        String externalId = body.path("external_id").textValue();
        return externalId == null ? null : byExternalId.get(new ExternalId(company, kind, externalId));
    }

    private HistoryEntry add(int company, HistoryEntry.Subject kind, ObjectNode fields, String status, String time) {
        HistoryEntry entry = new HistoryEntry(nextId++, company, kind, fields, status, time);
        entries.put(entry.id, entry);
        index(entry);
        return entry;
    }

    private void index(HistoryEntry entry) {
        if (entry.externalId() != null) {
            byExternalId.put(new ExternalId(entry.company, entry.kind, entry.externalId()), entry);
        }
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The records in the order of their creation; all of them if {@code kind} is null. */
    synchronized List<SandboxRecord> records(String kind, long offset, long limit) {
        Stream<HistoryEntry> all = entries.values().stream().filter(entry -> kind == null || kind.equals(entry.kindName()));
        return all.skip(offset).limit(limit).map(HistoryEntry::snapshot).toList();
    }

    /** The outcome of a write. */
    sealed interface RequestOutcome {

        /** The effect of a write on the CRM. */
        enum Effect { CREATED, UPDATED, NOTED, STATUS_CHANGED }

        /**
         * The write was applied.
         *
         * @param answer the fields the API returns (contract section 1)
         * @param change the effect
         * @param upsert whether a create met a known {@code external_id}
         * @param duplicate whether it created a second record for an earlier create
         */
        record Applied(ObjectNode answer, Effect change, boolean upsert, boolean duplicate) implements RequestOutcome {}

        /**
         * The write was rejected and has changed nothing.
         *
         * @param status the HTTP status
         * @param error a short name for programs
         * @param message a sentence for the user
         * @param headers headers of the rejection
         */
        record Rejected(int status, String error, String message, Map<String, String> headers) implements RequestOutcome {

            Rejected(int status, String error, String message) {
                this(status, error, message, Map.of());
            }
        }
    }
}
