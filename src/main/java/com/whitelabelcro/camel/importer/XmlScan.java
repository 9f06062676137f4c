package com.whitelabelcro.camel.importer;

/**
 * Scans the bytes of a part of a workbook for content that would need unlimited memory when it is parsed: texts, tags and rows
 * longer than any spreadsheet writes, and cells in nonexistent columns. Counts the rows, and finds cells with dates.
 */
final class XmlScan {

    /** A cell contains at most 32,767 characters. */
    private static final int MOST_TEXT = 1024 * 1024;
    private static final int MOST_ROW = 64 * 1024 * 1024;
    /** The last column is XFD. */
    private static final int MOST_LETTERS = 3;
    private static final int TAG = 16;
    private static final long DATE_TYPE = bytes("t=\"d\"");
    private static final long DATE_TYPE_QUOTED_ONCE = bytes("t='d'");
    private static final int FIVE_BYTES = 40;

    private final StringBuilder tag = new StringBuilder(TAG);
    private boolean inTag;
    private boolean named;
    private boolean inCell;
    private boolean afterR;
    private byte before;
    private long latest;
    private boolean anyDates;
    private int letters = -1;
    private long sinceTag;
    private long sinceRow;
    private long rows;

    /** Scans the next bytes; returns what is wrong with them, or null. */
    String add(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            anyDates |= take(bytes[i]);
            if (sinceTag > MOST_TEXT) {
                return "holds a text of more than a million characters";
            } else if (rows > 0 && sinceRow > MOST_ROW) {
                return "holds a row of more than 64 MB";
            } else if (letters > MOST_LETTERS) {
                return "names a column that there is not";
            }
        }
        return null;
    }

    /** Scans the next byte; returns whether it is the quote that ends the type of a date cell, {@code t="d"}. */
    boolean take(byte b) {
        sinceTag = b == '<' ? 0 : sinceTag + 1;
        sinceRow++;
        if (b == '<') {
            inTag = true;
            named = false;
            inCell = false;
            tag.setLength(0);
        } else if (inTag) {
            insideTag(b);
        }
        before = b;
        latest = latest << Byte.SIZE | b & 0xFF;
        return inTag && inCell && (b == '"' || b == '\'') && endsDateType();
    }

    private boolean endsDateType() {
        long type = latest & (1L << FIVE_BYTES) - 1;
        return (type == DATE_TYPE || type == DATE_TYPE_QUOTED_ONCE) && (latest >> FIVE_BYTES & 0xFF) <= ' ';
    }

    private static long bytes(String text) {
        return text.chars().asLongStream().reduce(0, (all, b) -> all << Byte.SIZE | b);
    }

    private void insideTag(byte b) {
        if (b == '>') {
            inTag = false;
        }
        if (!named && (b == '>' || b == '/' && tag.length() > 0 || b <= ' ')) {
            named = true;
            inCell = tag.length() == 1 && tag.charAt(0) == 'c';
            if (tag.toString().equals("row")) {
                rows++;
                sinceRow = 0;
            }
        } else if (!named) {
            tag.setLength(b == ':' ? 0 : tag.length());
            if (b != ':' && tag.length() < TAG) {
                tag.append((char) b);
            }
        } else {
            column(b);
        }
    }

    /** Counts the letters of {@code r="XFD1"}. */
    private void column(byte b) {
        if (b == 'r' && before <= ' ') {
            afterR = true;
            letters = -1;
        } else if (afterR && (b == '"' || b == '\'')) {
            letters = letters < 0 ? 0 : -1;
            afterR = letters == 0;
        } else if (afterR && letters >= 0 && (b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z')) {
            letters++;
        } else if (letters >= 0) {
            letters = -1;
            afterR = false;
        }
    }

    /** Whether there are cells with ISO 8601 dates. */
    boolean hasIsoDates() {
        return anyDates;
    }

    long rows() {
        return rows;
    }
}
