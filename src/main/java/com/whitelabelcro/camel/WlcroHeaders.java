package com.whitelabelcro.camel;

import java.util.List;

/** The names of the headers that callers of a {@code direct:wlcro-} endpoint may set or receive. */
public final class WlcroHeaders {

    /**
     * In: the name of the connection to use; {@code default} if absent. For {@code direct:wlcro-redrive}: only records
     * of this connection; records of all connections if absent.
     */
    public static final String CONNECTION = "WlcroConnection";

    /**
     * In: the idempotency key, any text by which a repeat of this record is recognised. If absent, the record's
     * {@code external_id} is used; without both, no record is treated as a repeat. Other content under the same key is
     * an intended change if the record has an {@code external_id} or is an update. A create or note without an
     * {@code external_id} could only create a second record; it fails with
     * {@link com.whitelabelcro.camel.error.Conflict}, which names the first record.
     */
    public static final String IDEMPOTENCY_KEY = "WlcroIdempotencyKey";

    /**
     * In: {@code later} to store the record and continue at once, before it is sent; {@code answer}, the default, to wait for the
     * answer. The body of a stored record is a Map: {@code entry}, its ledger entry; {@code queued}, how many records of the
     * connection wait, this one included; {@code eta}, the approximate time until it is sent, such as {@code PT10S}. A repeat of a
     * waiting record gets that record's entry and {@link #DUPLICATE}; a repeat of an applied record gets the stored answer, as without
     * this header.
     */
    public static final String DELIVERY = "WlcroDelivery";

    /**
     * In, for {@code direct:wlcro-later}: the id of the route that is called later with the body and the headers of {@link #KEEP}.
     * It must begin with a {@code direct:} endpoint and have the group {@code wlcro-then}.
     */
    public static final String THEN = "WlcroThen";

    /**
     * In, with {@link #DELIVERY} {@code later}: the name of the target that gets the outcome, at least once: the answer as a Map
     * and {@link #STATUS}, or a Map that describes the failure and {@link #REASON}; and {@link #ENTRY}, {@link #ACTION},
     * {@link #CONNECTION} and the headers of {@link #KEEP}. Targets are registered by properties
     * ({@code wlcro.reply-to.NAME}) or in the application; no other name is accepted.
     */
    public static final String REPLY_TO = "WlcroReplyTo";

    /**
     * In, with {@link #DELIVERY} {@code later} and for {@code direct:wlcro-later}: the names of headers to store beside the record,
     * separated by commas. They are given back together with its outcome, or to the route of {@link #THEN}.
     */
    public static final String KEEP = "WlcroKeep";

    /** In: {@code true} to send the record even if it was sent before. */
    public static final String FORCE = "WlcroForce";

    /**
     * In, for {@code direct:wlcro-dead-letter}: the action that gave up, such as {@code create-lead}; only needed if
     * the exception that was caught is not one of the pack's. For {@code direct:wlcro-redrive}: only records of this
     * action.
     */
    public static final String ACTION = "WlcroAction";

    /**
     * In, for {@code direct:wlcro-redrive}: only records that failed with this error, such as {@code Unavailable}. Out, for the
     * target of an outcome: the error of a record that failed.
     */
    public static final String REASON = "WlcroReason";

    /** In, for {@code direct:wlcro-redrive}: only records that failed longer ago than this, such as {@code 1h}. */
    public static final String OLDER_THAN = "WlcroOlderThan";

    /** Out: {@code true} if the answer is that of an earlier request and no request was made now; otherwise absent. */
    public static final String DUPLICATE = "WlcroDuplicate";

    /**
     * Out, also with a failure: the id of the record's ledger entry, a String such as {@code 17-42}; absent if the
     * record has no entry.
     */
    public static final String ENTRY = "WlcroEntry";

    /** Out: the HTTP status of the answer, an Integer; absent after a failure, whose exception has the status. */
    public static final String STATUS = "WlcroStatus";

    /**
     * Out: the number of writes that the API says are left in its current window, an Integer; absent if the answer does
     * not say.
     */
    public static final String REMAINING = "WlcroRemaining";

    /**
     * In, for {@code wlcroCsv} of the runnable jar: the mapping from columns to fields of the action that
     * {@link #ACTION} names: {@code hubspot}, {@code salesforce} or a file.
     */
    public static final String MAPPING = "WlcroMapping";

    /**
     * Out, of {@code direct:wlcro-read}: a hash of the content, 32 hexadecimal digits. It is the same for a repeat and
     * can be used in place of an id.
     */
    public static final String CONTENT_HASH = "WlcroContentHash";

    private WlcroHeaders() {}

    /** The names of all headers. */
    public static List<String> names() {
        return List.of(CONNECTION, IDEMPOTENCY_KEY, DELIVERY, THEN, REPLY_TO, KEEP, FORCE, ACTION, REASON, OLDER_THAN, DUPLICATE, ENTRY,
                STATUS, REMAINING, MAPPING, CONTENT_HASH);
    }
}
