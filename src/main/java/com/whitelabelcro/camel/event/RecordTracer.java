package com.whitelabelcro.camel.event;

import org.apache.camel.Exchange;

/** Shows records as spans of a distributed trace. Thread-safe. */
@FunctionalInterface
public interface RecordTracer {

    /**
     * Begins the span of a record.
     *
     * @param caller the exchange of the caller, whose current span becomes the parent
     * @param action the name of the action, such as {@code create-lead}
     * @return the span; {@link RecordSpan#NONE} if this context is not traced
     */
    RecordSpan begin(Exchange caller, String action);

    /**
     * The span of one record and those of its attempts. They are ended explicitly and never become the current span of a thread,
     * because a record changes threads while it waits. Not thread-safe; only one step at a time works on a record.
     */
    interface RecordSpan {

        /** For a context that is not traced. */
        RecordSpan NONE = new RecordSpan() {
            @Override
            public void attemptBegins(int attempt) {}

            @Override
            public void attemptEnded(AttemptEnded attempt) {}

            @Override
            public void recordEnded(RecordEnded record, String entry) {}
        };

        /** Begins the span of an attempt, starting with 1. */
        void attemptBegins(int attempt);

        /** Ends the span of the attempt. */
        void attemptEnded(AttemptEnded attempt);

        /**
         * Ends the span of the record, and that of an aborted attempt.
         *
         * @param entry the ledger's entry; null if there is none
         */
        void recordEnded(RecordEnded record, String entry);
    }
}
