package com.whitelabelcro.camel.ledger;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an import recognises the record of a row when it comes again. All three are texts of the import's own; what is empty
 * is not known.
 *
 * @param key takes the place of a {@code WlcroIdempotencyKey} if the record has no {@code external_id}
 * @param row what the row says, if equal rows are one record: the same whatever file they are in and however it is mapped
 * @param formerly the key under which the record failed, if it was mended since and has another one now
 * @param whose the account that it failed under, or that it is to be sent for; it goes to no other one
 */
public record ImportRowKey(String key, String row, String formerly, AccountMark whose) {

    /** Nothing is known of it. */
    public static final ImportRowKey NONE = new ImportRowKey("", "", "", AccountMark.NONE);

    private static final Pattern OF_A_SERIES = Pattern.compile("wlcro-row:([0-9a-f]{32}):.+");

    /**
     * The key of a row that may be meant again.
     *
     * @param series of the import ({@link Imports})
     * @param row what the row says
     * @param number the how manieth equal row of its file it is
     */
    public static ImportRowKey ofSeries(String series, String row, long number) {
        return new ImportRowKey("wlcro-row:" + series + ":" + row + ":" + number, "", "", AccountMark.NONE);
    }

    /** The same of this account, if it is not known already whose it is. */
    public ImportRowKey of(AccountMark account) {
        return whose.equals(AccountMark.NONE) ? new ImportRowKey(key, row, formerly, account) : this;
    }

    /** The series of the row; empty if equal rows are one record, or if nothing is known. */
    public Optional<String> series() {
        Matcher of = OF_A_SERIES.matcher(key);
        return of.matches() ? Optional.of(of.group(1)) : Optional.empty();
    }
}
