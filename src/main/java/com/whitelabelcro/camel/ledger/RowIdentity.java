package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.model.Sha256;
import java.util.Optional;

/**
 * Marks by which the ledger recognises the record of an import row, in addition to its identity.
 *
 * @param row the hash of the row's content; empty if equal rows are separate records
 * @param person the identity that this person would have without the external id; empty if the record has no external
 *     id
 * @param formerIdentity the identity before the row was corrected; empty if it has not changed
 * @param series the series of imports to which the row belongs ({@link Imports}); empty if equal rows are one record
 * @param permanent whether a repeat is recognised for as long as the entry is kept, and not only within the window
 */
public record RowIdentity(
        Optional<Sha256> row,
        Optional<Sha256> person,
        Optional<Sha256> formerIdentity,
        Optional<String> series,
        boolean permanent) {

    /** For records that do not come from an import. */
    public static final RowIdentity NONE = new RowIdentity(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** For records that do not come from an import and whose repeat is recognised for as long as the entry is kept. */
    public static final RowIdentity PERMANENT = new RowIdentity(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true);

    /** Whether the record is a person of an import. Equal rows are then one person, whatever their identity is. */
    public boolean isPersonOfImport() {
        return row.isPresent() || person.isPresent();
    }

    /** The same without the marks of the row's content and of the person. */
    public RowIdentity ofIdentity() {
        return new RowIdentity(Optional.empty(), Optional.empty(), formerIdentity, series, permanent);
    }
}
