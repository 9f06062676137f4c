package com.whitelabelcro.camel.action;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what someone probably meant when a name is not known. */
public final class Nearest {

    private static final int FARTHEST = 3;

    private Nearest() {}

    /** The known name nearest to the given one by edit distance, if one is near enough to be a slip. */
    public static Optional<String> to(String name, Collection<String> known) {
        String lower = name.toLowerCase(Locale.ROOT);
        int limit = Math.min(FARTHEST, Math.max(1, lower.length() / 3));
        return known.stream()
                .filter(each -> Math.abs(each.length() - lower.length()) <= limit && distance(lower, each) <= limit)
                .min(Comparator.comparingInt(each -> distance(lower, each)));
    }

    /** A half sentence to append to a message: {@code ; did you mean first_name?} or nothing. */
    public static String hint(String name, Collection<String> known) {
        return to(name, known).map(near -> "; did you mean " + near + "?").orElse("");
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
