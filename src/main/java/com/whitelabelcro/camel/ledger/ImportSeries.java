package com.whitelabelcro.camel.ledger;

import java.time.Instant;

/**
 * An import and the series that it belongs to.
 *
 * @param id the id of this import
 * @param name the name of its series: 32 hexadecimal digits
 * @param why why it belongs to this series
 * @param begun when the series began
 */
public record ImportSeries(EntryId id, String name, Why why, Instant begun) {

    /** Why an import belongs to a series. */
    public enum Why {
        /** It is the first import of the series. */
        AFRESH,
        /** The last import of the same path did not end well. */
        UNFINISHED,
        /** The identical file was imported within the window. */
        IDENTICAL
    }
}
