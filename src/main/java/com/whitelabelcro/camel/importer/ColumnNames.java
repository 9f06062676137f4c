package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.error.Suggestions;
import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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
        Map<String, String> byBareName = new LinkedHashMap<>();
        names.forEach(each -> byBareName.putIfAbsent(bare(each), each));
        return Suggestions.to(bare(name), byBareName.keySet()).map(byBareName::get);
    }
}
