package com.whitelabelcro.camel.ledger;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number of an entry: which process wrote it, and its how-manieth it was. So no two processes ever give the same,
 * without asking the database. People see {@code 17-42}.
 *
 * @param value the process's number times 2^32, plus the entry's
 */
public record EntryId(long value) implements Comparable<EntryId> {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})-(\\d{1,10})");

    /** The entry of that process. */
    public static EntryId of(long owner, long number) {
        return new EntryId((owner << 32) + number);
    }

    /** What {@link #toString} gave, or nothing if the text is no such thing. */
    public static Optional<EntryId> parse(String text) {
        Matcher id = TEXT.matcher(text.strip());
        return id.matches()
                ? Optional.of(of(Long.parseLong(id.group(1)), Long.parseLong(id.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(EntryId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return (value >>> 32) + "-" + (value & 0xFFFF_FFFFL);
    }
}
