package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.model.Sha256;
import java.util.Optional;

/**
 * By what else than its identity the ledger recognises the record of a row of an import.
 *
 * @param row what the row says; empty if it does not matter
 * @param person the identity that this person would have without the external id; empty if the record has none
 * @param formerly its identity before it was mended; empty if that is still the same
 * @param series the imports to which the row belongs ({@link Imports}); empty if an equal row is never meant again
 * @param lasting whether a repeat is recognised for as long as the entry is kept, and not only within the window
 */
public record RowIdentity(
        Optional<Sha256> row,
        Optional<Sha256> person,
        Optional<Sha256> formerly,
        Optional<String> series,
        boolean lasting) {

    /** Of what comes from no import. */
    public static final RowIdentity NONE = new RowIdentity(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** The same, recognised neither by what the row says nor by who it is about. */
    public RowIdentity ofIdentity() {
        return new RowIdentity(Optional.empty(), Optional.empty(), formerly, series, lasting);
    }
}
