package com.whitelabelcro.camel;

/** The names of the headers that callers of a {@code direct:wlcro-} endpoint may set and get. */
public final class WlcroHeaders {

    /**
     * In: the name of the connection to use; without it the connection {@code default}. For {@code direct:wlcro-redrive}:
     * only records of this connection; without it of all.
     */
    public static final String CONNECTION = "WlcroConnection";

    /**
     * In: by what a repeat of this record is recognised, any text. Without it that is the record's {@code external_id};
     * without both nothing is taken for a repeat. Other content under the same key is an intended change if the record
     * has an {@code external_id} or is an update; a create or note without one could only make a second record, and fails
     * as {@link com.whitelabelcro.camel.error.Conflict}, which names the first.
     */
    public static final String IDEMPOTENCY_KEY = "WlcroIdempotencyKey";

    /** In: {@code true} to send the record whatever was sent before. */
    public static final String FORCE = "WlcroForce";

    /**
     * In, for {@code direct:wlcro-dead-letter}: the action that gave up, such as {@code create-lead}; only needed if the
     * failure that was caught is not one of ours. For {@code direct:wlcro-redrive}: only records of this action.
     */
    public static final String ACTION = "WlcroAction";

    /** In, for {@code direct:wlcro-redrive}: only records that failed with this error, such as {@code Unavailable}. */
    public static final String REASON = "WlcroReason";

    /** In, for {@code direct:wlcro-redrive}: only records that failed longer ago than this, such as {@code 1h}. */
    public static final String OLDER_THAN = "WlcroOlderThan";

    /** Out: {@code true} if the answer is that of an earlier request, and none was made now; else absent. */
    public static final String DUPLICATE = "WlcroDuplicate";

    /**
     * Out, also beside a failure: the record's entry in the ledger, a String such as {@code 17-42}; absent if it never
     * came so far.
     */
    public static final String ENTRY = "WlcroEntry";

    /** Out: the HTTP status of the answer, an Integer. */
    public static final String STATUS = "WlcroStatus";

    /** Out: how many writes the API says are left in its present window, an Integer; absent if it does not say. */
    public static final String REMAINING = "WlcroRemaining";

    /**
     * In, for {@code wlcroCsv} of the runnable: by which mapping the rows that it reads become bodies of the action that
     * {@link #ACTION} names: {@code hubspot}, {@code salesforce} or a file.
     */
    public static final String MAPPING = "WlcroMapping";

    /**
     * Out, of {@code direct:wlcro-read}: a hash of what came in, 32 hexadecimal digits; the same for a repeat, so that
     * it can stand in for an id.
     */
    public static final String CONTENT_HASH = "WlcroContentHash";

    private WlcroHeaders() {}
}
