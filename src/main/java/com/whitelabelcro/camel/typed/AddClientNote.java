package com.whitelabelcro.camel.typed;

/**
 * Add a note to a client: the body of {@code direct:wlcro-add-client-note}.
 *
 * <p>Needs {@code client_id}, {@code text}. Generated from the schema of the action.
 */
public final class AddClientNote extends TypedBody<AddClientNote> {

    /** Id of the lead or client, part of the path. */
    public static final String CLIENT_ID = "client_id";

    /** Text of the note. */
    public static final String TEXT = "text";

    /** Kind of note; the API does not list the values. */
    public static final String NOTE_TYPE = "note_type";

    /** Who sees the note; the API does not list the values. */
    public static final String VISIBILITY = "visibility";

    /** Your own id of the record, by convention system_id (hubspot_123); makes a repeat safe. */
    public static final String EXTERNAL_ID = "external_id";

    private AddClientNote() {}

    /** An empty body. */
    public static AddClientNote body() {
        return new AddClientNote();
    }

    /** Id of the lead or client, part of the path. */
    public AddClientNote clientId(long value) {
        return with(CLIENT_ID, value);
    }

    /** Text of the note. */
    public AddClientNote text(String value) {
        return with(TEXT, value);
    }

    /** Kind of note; the API does not list the values. */
    public AddClientNote noteType(String value) {
        return with(NOTE_TYPE, value);
    }

    /** Kind of note; the API does not list the values. */
    public AddClientNote noteType(long value) {
        return with(NOTE_TYPE, value);
    }

    /** Who sees the note; the API does not list the values. */
    public AddClientNote visibility(String value) {
        return with(VISIBILITY, value);
    }

    /** Who sees the note; the API does not list the values. */
    public AddClientNote visibility(long value) {
        return with(VISIBILITY, value);
    }

    /** Your own id of the record, by convention system_id (hubspot_123); makes a repeat safe. */
    public AddClientNote externalId(String value) {
        return with(EXTERNAL_ID, value);
    }
}
