package com.whitelabelcro.camel.ledger;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an import recognises the record of a row in a later run. All texts are the import's own; an empty text means
 * unknown.
 *
 * @param key replaces {@code WlcroIdempotencyKey} if the record has no {@code external_id}
 * @param row identifies the content of the row, if equal rows are one record; independent of the file that contains the row, and
 *     of its mapping
 * @param formerKey the key under which the record failed, if the row was corrected since and has another key now
 * @param account the account under which the record failed, or for which it is imported; it is sent to no other account
 */
public record ImportRowKey(String key, String row, String formerKey, AccountMark account) {

    /** Nothing is known about the row. */
    public static final ImportRowKey NONE = new ImportRowKey("", "", "", AccountMark.NONE);

    private static final Pattern OF_A_SERIES = Pattern.compile("wlcro-row:([0-9a-f]{32}):.+");

    /**
     * Creates the key of a row for which equal rows are separate records.
     *
     * @param series the series of the import ({@link Imports})
     * @param row identifies the content of the row
     * @param number which occurrence of this content in its file the row is, from 1
     */
    public static ImportRowKey ofSeries(String series, String row, long number) {
        return new ImportRowKey("wlcro-row:" + series + ":" + row + ":" + number, "", "", AccountMark.NONE);
    }

    /** The same key for this account, unless it has an account already. */
    public ImportRowKey of(AccountMark account) {
        return this.account.equals(AccountMark.NONE) ? new ImportRowKey(key, row, formerKey, account) : this;
    }

    /** The series of the row; empty if equal rows are one record, or if nothing is known. */
    public Optional<String> series() {
        Matcher of = OF_A_SERIES.matcher(key);
        return of.matches() ? Optional.of(of.group(1)) : Optional.empty();
    }
}
