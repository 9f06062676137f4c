package com.whitelabelcro.camel.once;

/**
 * How an import recognises the record of a row when it comes again. All four are texts of the import's own; what is empty
 * is not known.
 *
 * @param key takes the place of a {@code WlcroIdempotencyKey} if the record has no {@code external_id}
 * @param row what the row says: equal rows have the same, whatever file they are in and however it is mapped
 * @param formerly the key under which the record failed, if it was mended since and has another one now
 */
public record RowKey(String key, String row, String formerly) {

    /** Nothing is known of it. */
    public static final RowKey NONE = new RowKey("", "", "");
}
