package com.whitelabelcro.camel.importer;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Names as people write them: {@code First Name}, {@code firstName} and {@code FIRST_NAME} are one name, and so is a name in
 * letters of full width, or with its accents as characters of their own.
 */
final class ColumnNames {

    private ColumnNames() {
    }

    /** The name without letter case, blanks and punctuation. */
    static String bare(String name) {
        StringBuilder bare = new StringBuilder(name.length());
        String composed = Normalizer.isNormalized(name, Normalizer.Form.NFKC)
                ? name : Normalizer.normalize(name, Normalizer.Form.NFKC);
        composed.toLowerCase(Locale.ROOT).codePoints().filter(Character::isLetterOrDigit).forEach(bare::appendCodePoint);
        return bare.toString();
    }

    static boolean alike(String one, String other) {
        String bare = bare(one);
        return one.equals(other) || !bare.isEmpty() && bare.equals(bare(other));
    }

    /** The most similar of these names, if one is similar enough. */
    static Optional<String> nearest(String name, Collection<String> names) {
        int most = Math.max(2, name.length() / 3);
        return names.stream()
                .filter(candidate -> distance(bare(name), bare(candidate)) <= most)
                .min(Comparator.comparingInt(candidate -> distance(bare(name), bare(candidate))));
    }

    /** How many letters must be changed, added or removed (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
