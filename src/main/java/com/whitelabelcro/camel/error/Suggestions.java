package com.whitelabelcro.camel.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Suggests the name that was probably meant when a name is unknown. */
public final class Suggestions {

    private static final int FARTHEST = 3;

    private Suggestions() {}

    /** Returns the known name with the smallest edit distance; empty if none is near enough to be a typing error. */
    public static Optional<String> to(String name, Collection<String> known) {
        String lower = name.toLowerCase(Locale.ROOT);
        int limit = Math.min(FARTHEST, Math.max(1, lower.length() / 3));
        return known.stream()
                .filter(each -> Math.abs(each.length() - lower.length()) <= limit && distance(lower, each) <= limit)
                .min(Comparator.<String>comparingInt(each -> distance(lower, each)).thenComparing(each -> each));
    }

    /**
     * A clause to append to a message, such as {@code ; did you mean first_name?}; empty if there is no suggestion.
     */
    public static String hint(String name, Collection<String> known) {
        return to(name, known).map(near -> "; did you mean " + near + "?").orElse("");
    }

    /** The edit distance: characters changed, inserted, deleted, or swapped with their neighbour. */
    private static int distance(String a, String known) {
        String b = known.toLowerCase(Locale.ROOT);
        int[] beforeLast = new int[b.length() + 1];
        int[] last = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                row[j] = Math.min(last[j - 1] + (same ? 0 : 1), 1 + Math.min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
