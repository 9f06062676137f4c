package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.error.Suggestions;
import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Compares names regardless of spelling: {@code First Name}, {@code firstName} and {@code FIRST_NAME} are equal, and so are
 * names in full-width letters or with decomposed accents.
 */
final class ColumnNames {

    private static final Pattern REQUIRED = Pattern.compile("(?<=[\\p{L}\\p{N}*])\\s*[(\\[-]\\s*"
            + "(?:required|optional|mandatory|obligatoire|obligatorio|pflichtfeld)[)\\]]?[\\s*:]*$");
    private static final Pattern DATA = Pattern.compile("@|(?:\\d[\\s().+-]*){7}|[{}<>\"=;]");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@.]+");

    private ColumnNames() {
    }

    /** The name in lower case, without spaces, punctuation and a mark for required columns. */
    static String bare(String name) {
        StringBuilder bare = new StringBuilder(name.length());
        String composed = Normalizer.isNormalized(name, Normalizer.Form.NFKC)
                ? name : Normalizer.normalize(name, Normalizer.Form.NFKC);
        // In Turkish, the lower-case form of I has no dot.
        String lower = composed.toLowerCase(Locale.ROOT).replace('\u0131', 'i');
        REQUIRED.matcher(lower).replaceFirst("").codePoints().filter(Character::isLetterOrDigit).forEach(bare::appendCodePoint);
        return bare.toString();
    }

    /** Whether this is an e-mail address, which is data and never the name of a column. */
    static boolean isAddress(String name) {
        return ADDRESS.matcher(name).matches();
    }

    /** Whether these may be data instead of names, so that no message should show them. */
    static boolean mayBeData(Collection<String> names) {
        return names.stream().anyMatch(name -> DATA.matcher(name).find());
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
