package com.whitelabelcro.camel;

/** The endpoints of the pack, for routes in Java: {@code .to(WlcroEndpoints.CREATE_LEAD)}. */
public final class WlcroEndpoints {

    /** Creates a lead; gives {@code client_id}, {@code status}, {@code created_utc}. */
    public static final String CREATE_LEAD = "direct:wlcro-create-lead";

    /** Changes fields of a lead; gives {@code success}, {@code updated_utc}, {@code client_id}. */
    public static final String UPDATE_LEAD = "direct:wlcro-update-lead";

    /** Moves a lead to another lead status; gives {@code previous_status}, {@code new_status}, {@code updated_utc}. */
    public static final String UPDATE_LEAD_STATUS = "direct:wlcro-update-lead-status";

    /** Creates a client; gives {@code client_id}, {@code status}, {@code created_utc}. */
    public static final String CREATE_CLIENT = "direct:wlcro-create-client";

    /** Changes fields of a client; gives {@code success}, {@code updated_utc}, {@code client_id}. */
    public static final String UPDATE_CLIENT = "direct:wlcro-update-client";

    /** Moves a client to another status; gives {@code previous_status}, {@code new_status}, {@code updated_utc}. */
    public static final String UPDATE_CLIENT_STATUS = "direct:wlcro-update-client-status";

    /** Adds a note to a client or lead; gives {@code client_note_id}, {@code created_utc}. */
    public static final String ADD_CLIENT_NOTE = "direct:wlcro-add-client-note";

    /** Creates an affiliate; gives {@code employee_id}, {@code affiliate_code}, {@code is_approved}, {@code created_utc}. */
    public static final String CREATE_AFFILIATE = "direct:wlcro-create-affiliate";

    /** Changes fields of an affiliate; gives {@code success}, {@code updated_utc}, {@code employee_id}. */
    public static final String UPDATE_AFFILIATE = "direct:wlcro-update-affiliate";

    /** Stores what a scenario gave up on among the failed records; gives the header {@link WlcroHeaders#ENTRY}. */
    public static final String DEAD_LETTER = "direct:wlcro-dead-letter";

    /** Sends failed records again; gives how many are done, failed again and not sent. */
    public static final String REDRIVE = "direct:wlcro-redrive";

    /**
     * Reads what came in, a JSON object or a form: the body becomes a Map of its fields, and none of the headers is
     * left; gives the header {@link WlcroHeaders#CONTENT_HASH}.
     */
    public static final String READ = "direct:wlcro-read";

    /** Answers an HTTP request whose failure was caught: a status, and a problem document as JSON. */
    public static final String HTTP_ERROR = "direct:wlcro-http-error";

    private WlcroEndpoints() {}
}
