package com.whitelabelcro.camel;

import java.util.List;
import java.util.stream.Stream;

/**
 * The endpoints of the pack, for routes in Java: {@code .to(WlcroEndpoints.CREATE_LEAD)}. The fields that an action
 * returns are those of the API (contract section 1).
 */
public final class WlcroEndpoints {

    /** Creates a lead; returns {@code client_id}, {@code status}, {@code created_utc}. */
    public static final String CREATE_LEAD = "direct:wlcro-create-lead";

    /** Updates fields of a lead; returns {@code success}, {@code updated_utc}, {@code client_id}. */
    public static final String UPDATE_LEAD = "direct:wlcro-update-lead";

    /** Changes the status of a lead; returns {@code previous_status}, {@code new_status}, {@code updated_utc}. */
    public static final String UPDATE_LEAD_STATUS = "direct:wlcro-update-lead-status";

    /** Creates a client; returns {@code client_id}, {@code status}, {@code created_utc}. */
    public static final String CREATE_CLIENT = "direct:wlcro-create-client";

    /** Updates fields of a client; returns {@code success}, {@code updated_utc}, {@code client_id}. */
    public static final String UPDATE_CLIENT = "direct:wlcro-update-client";

    /** Changes the status of a client; returns {@code previous_status}, {@code new_status}, {@code updated_utc}. */
    public static final String UPDATE_CLIENT_STATUS = "direct:wlcro-update-client-status";

    /** Adds a note to a client or lead; returns {@code client_note_id}, {@code created_utc}. */
    public static final String ADD_CLIENT_NOTE = "direct:wlcro-add-client-note";

    /**
     * Creates an affiliate; returns {@code employee_id}, {@code affiliate_code}, {@code is_approved},
     * {@code created_utc}.
     */
    public static final String CREATE_AFFILIATE = "direct:wlcro-create-affiliate";

    /** Updates fields of an affiliate; returns {@code success}, {@code updated_utc}, {@code employee_id}. */
    public static final String UPDATE_AFFILIATE = "direct:wlcro-update-affiliate";

    /**
     * Stores a record that a scenario gave up on in the list of failed records; sets the header
     * {@link WlcroHeaders#ENTRY}.
     */
    public static final String DEAD_LETTER = "direct:wlcro-dead-letter";

    /** Sends failed records again; returns how many succeeded, failed again and were not sent. */
    public static final String REDRIVE = "direct:wlcro-redrive";

    /**
     * Reads a JSON object or a form. The body becomes a Map of its fields, all headers are removed, and the header
     * {@link WlcroHeaders#CONTENT_HASH} is set.
     */
    public static final String READ = "direct:wlcro-read";

    /**
     * Stores the body durably and continues. The route that {@link WlcroHeaders#THEN} names is called with it later, until it
     * succeeds or is given up as a failed record. The body becomes a Map with {@code entry} and {@code queued}.
     */
    public static final String LATER = "direct:wlcro-later";

    /** Answers an HTTP request whose failure was caught, with a status and a problem document as JSON. */
    public static final String HTTP_ERROR = "direct:wlcro-http-error";

    private WlcroEndpoints() {}

    /** The names of the actions, such as {@code create-lead}. */
    public static List<String> actions() {
        return Stream.of(CREATE_LEAD, UPDATE_LEAD, UPDATE_LEAD_STATUS, CREATE_CLIENT, UPDATE_CLIENT, UPDATE_CLIENT_STATUS, ADD_CLIENT_NOTE,
                CREATE_AFFILIATE, UPDATE_AFFILIATE).map(each -> each.substring("direct:wlcro-".length())).toList();
    }
}
