package com.whitelabelcro.camel.ledger;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ledger entry id: the id of the process that created the entry and a per-process sequence number. Ids are therefore
 * unique among processes without asking the database. Users see {@code 17-42}.
 *
 * @param value the process id times 2^32, plus the sequence number
 */
public record EntryId(long value) implements Comparable<EntryId> {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})-(\\d{1,10})");

    /** Creates the id of an entry from the id of its process and its sequence number. */
    public static EntryId of(long owner, long number) {
        return new EntryId((owner << 32) + number);
    }

    /** Parses the result of {@link #toString}; empty if the text is not an entry id. */
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
