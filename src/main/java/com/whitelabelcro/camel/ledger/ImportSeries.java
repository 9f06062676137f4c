package com.whitelabelcro.camel.ledger;

import java.time.Instant;

/**
 * An import and what it goes on with.
 *
 * @param id of this import
 * @param name of its series: 32 hexadecimal digits
 * @param why it goes on with that series
 * @param begun when the series was begun
 */
public record ImportSeries(EntryId id, String name, Why why, Instant begun) {

    /** Why an import goes on with a series. */
    public enum Why {
        /** It begins it. */
        AFRESH,
        /** The last import of this path did not end well. */
        UNFINISHED,
        /** The identical file was imported within the window. */
        IDENTICAL
    }
}
