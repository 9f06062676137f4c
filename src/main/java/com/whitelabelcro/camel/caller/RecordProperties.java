package com.whitelabelcro.camel.caller;

/** The names of the exchange properties by which the pack itself calls the pipeline; users set headers instead. */
public final class RecordProperties {

    /** In, from an import: how the ledger recognises the record of a row, an {@link com.whitelabelcro.camel.ledger.ImportRowKey}. */
    public static final String IMPORT_ROW = "wlcroImportRow";

    /** In, from a redrive: the failed entry that is sent again, an {@link com.whitelabelcro.camel.ledger.EntryId}. */
    public static final String REDRIVEN_ENTRY = "wlcroRedrivenEntry";

    /** In, for a queued record that is sent now: its entry, an {@link com.whitelabelcro.camel.ledger.EntryId}, which was claimed. */
    public static final String QUEUED_ENTRY = "wlcroQueuedEntry";

    /**
     * In, from an intake with several callers, such as the gateway, for a record that is sent later: a text that identifies the
     * caller. Only this caller may query the record ({@link com.whitelabelcro.camel.ledger.RecordQueue#status}).
     */
    public static final String CALLER = "wlcroCaller";

    /**
     * Out: the ledger could not store how the record ended, whether or not it was sent. The value is the reason, a {@link String}.
     */
    public static final String OUTCOME_NOT_STORED = "wlcroOutcomeNotStored";

    private RecordProperties() {}
}
