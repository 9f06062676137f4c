package com.whitelabelcro.camel.importer;

import java.util.OptionalLong;

/**
 * The progress of an import. All numbers are exact except {@link #total()}.
 *
 * @param read rows that were read
 * @param done records that the API has applied; in a dry run, valid records
 * @param sentBefore records that were sent before, in this import or an earlier one
 * @param failed records that failed, those of unknown outcome included
 * @param broken rows that could not be read
 * @param waiting records that are in flight or held back
 * @param bytesUsed bytes of the input that were used up
 * @param bytesTotal bytes of the input, or -1 if unknown
 * @param readAll whether the input has been read to its end
 */
record ImportStatus(long read, long done, long sentBefore, long failed, long broken, int waiting, long bytesUsed, long bytesTotal,
        boolean readAll) {

    /** How many rows there are: exact once all are read, before that estimated from the bytes; empty for a pipe. */
    public OptionalLong total() {
        if (readAll) {
            return OptionalLong.of(read);
        }
        if (bytesTotal <= 0 || bytesUsed <= 0 || read == 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.max(read, Math.round((double) read / bytesUsed * bytesTotal)));
    }

    /** Rows that are finished, successfully or not. */
    public long ended() {
        return done + sentBefore + failed + broken;
    }
}
