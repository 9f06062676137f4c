package com.whitelabelcro.camel.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.model.InvisibleCharacters;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognises an {@code external_id} that was made of a missing value, such as {@code hubspot_} or {@code web_undefined}.
 * Such an id is the same for every record that lacks the value, and a create with a known {@code external_id} overwrites
 * the record that has it (contract section 5): the second person would replace the first, with a 200 both times.
 *
 * <p>By convention an id is {@code system_id}. What counts is the part after the last {@code _}, {@code -} or {@code :},
 * or the whole id if it has none of them. It must hold a letter or a digit, must not be one of {@link #MISSING}, and must
 * not be a number in scientific form, in which spreadsheets write long numbers and lose their last digits. Letter case,
 * full-width forms, spaces and characters that do not show make no difference.
 */
public final class ExternalIdRule {

    /** What programs write where a value is missing, in lower case, and how people know it. The README lists them. */
    static final Map<String, String> MISSING = Map.of(
            "null", "null", "undefined", "undefined", "nan", "NaN", "none", "None", "n/a", "N/A", "#n/a", "#N/A",
            "[object object]", "[object Object]");

    private static final Pattern SEPARATOR = Pattern.compile("[_:-]");
    private static final Pattern DASH = Pattern.compile("[\\p{Pd}\u2212]");
    private static final Pattern UNDERSCORE = Pattern.compile("\\p{Pc}");

    /**
     * With a point or a plus sign wherever it begins. With a minus sign alone not after another dash, where it may be two
     * groups of a hexadecimal id such as {@code 00-1b-44-3e-07}.
     */
    private static final Pattern SCIENTIFIC = Pattern.compile("(?:(?:^|[_:-]) ?\\+?"
            + "(?:(?:\\d++[.,]\\d*+|[.,]\\d++)e[+-]?\\d{1,3}|\\d++e\\+\\d++)"
            + "|(?:^|[_:]) ?\\+?\\d++e-\\d{1,3})$");

    private ExternalIdRule() {}

    /** What is wrong with this id, as one sentence that does not quote it; empty if nothing is. */
    public static Optional<String> violation(String externalId) {
        String id = visible(externalId);
        if (id.indexOf('e') >= 0 && SCIENTIFIC.matcher(id).find()) {
            return Optional.of("external_id is a number in scientific form, such as 1.02E+11, whose last digits are lost; give the"
                    + " whole number as text. To send it all the same: wlcro.empty-external-ids=pass");
        }
        int end = lastSeparator(id);
        String part = id.substring(end).strip();
        if (!hasContent(part)) {
            String what = part.isEmpty() ? "nothing" : "no letter and no digit";
            return refused(end == 0 ? "it has no letter and no digit" : what + " follows its last " + id.charAt(end - 1));
        }
        return Optional.ofNullable(MISSING.get(part)).flatMap(missing -> refused((end == 0 ? "it is " : "it ends in ") + missing));
    }

    private static Optional<String> refused(String what) {
        return Optional.of("external_id was made of a missing value (" + what + "), and the next such record would overwrite"
                + " this one; leave external_id out where there is no id. To send it all the same:"
                + " wlcro.empty-external-ids=pass");
    }

    /**
     * The id of a record in another system, as {@code system_id}.
     *
     * @param system such as {@code hubspot}; may bring a separator of its own
     * @param id its id there
     * @return nothing if there is no id
     * @throws IllegalArgumentException if there is an id and no system
     */
    public static Optional<String> join(String system, String id) {
        if (InvisibleCharacters.isBlank(id)) {
            return Optional.empty();
        } else if (InvisibleCharacters.isBlank(system)) {
            throw new IllegalArgumentException("an id without its system could be another system's");
        }
        String prefix = InvisibleCharacters.strip(system);
        boolean separated = SEPARATOR.matcher(prefix.substring(prefix.length() - 1)).matches();
        return Optional.of(prefix + (separated ? "" : "_") + InvisibleCharacters.strip(id));
    }

    /**
     * What programs write where a value is missing, if that is all of this text: null, undefined, NaN and so on.
     *
     * @return as people know it
     */
    public static Optional<String> missing(String text) {
        return Optional.ofNullable(MISSING.get(visible(text)));
    }

    /** Most are. */
    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    private static boolean hasContent(String part) {
        int i = 0;
        while (i < part.length() && !Character.isLetterOrDigit(part.codePointAt(i))) {
            i += Character.charCount(part.codePointAt(i));
        }
        return i < part.length();
    }

    private static int lastSeparator(String id) {
        return 1 + Math.max(id.lastIndexOf('_'), Math.max(id.lastIndexOf('-'), id.lastIndexOf(':')));
    }

    /** As a person reads it: in one spelling of dashes, spaces and letters, without what does not show. */
    private static String visible(String text) {
        if (isAscii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        String shown = InvisibleCharacters.visible(Normalizer.normalize(text, Normalizer.Form.NFKC));
        shown = UNDERSCORE.matcher(DASH.matcher(shown).replaceAll("-")).replaceAll("_");
        return shown.toLowerCase(Locale.ROOT);
    }

    /** The external id of fields of which no request could be made; empty if there is none, or none that can be used. */
    public static Optional<String> usable(Action action, ObjectNode fields) {
        return Optional.ofNullable(fields.get(Action.EXTERNAL_ID))
                .filter(id -> action.hasExternalId() && id.isValueNode()).map(JsonNode::asText)
                .filter(id -> violation(id).isEmpty());
    }
}
