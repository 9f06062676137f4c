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
 * Recognises an {@code external_id} that was built from a missing value, such as {@code hubspot_} or
 * {@code web_undefined}. Such an id is the same for every record that lacks the value, and a create with a known
 * {@code external_id} overwrites the existing record (contract section 5): the second person would replace the first,
 * with a 200 both times.
 *
 * <p>By convention an id is {@code system_id}. The part after the last {@code _}, {@code -} or {@code :} is checked, or
 * the whole id if it contains none of them. It must contain a letter or a digit, must not be one of {@link #MISSING} or an error of
 * a spreadsheet, and must not be a number in scientific notation, in which spreadsheets write long numbers and lose their last digits.
 * A placeholder that was not filled in is refused wherever it is.
 * Letter case, full-width forms, spaces and invisible characters make no difference.
 */
public final class ExternalIdRule {

    /**
     * What programs write in place of a missing value, in lower case, mapped to its usual spelling. docs/records.md lists
     * them.
     */
    static final Map<String, String> MISSING = Map.of(
            "null", "null", "undefined", "undefined", "nan", "NaN", "none", "None", "n/a", "N/A", "#n/a", "#N/A",
            "[object object]", "[object Object]", "(null)", "(null)");

    /** In the languages of Excel: {@code #REF!}, {@code #NAME?}, {@code #NV}. */
    private static final Pattern SPREADSHEET = Pattern.compile("#[\u00A1\u00BF]?[\\p{L}/0-9]{2,}[!?]|#n/d|#nv");

    /**
     * How programs that send records write what is to be filled in: {@code {{contact.id}}}, <code>${id}</code>, {@code %id%}. But
     * {@code %BC%A0} is part of a name that was encoded for a URL.
     */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^{}]*+}}|\\$\\{[^{}]*+}|<%[^%]*+%>|\\*\\|[^|]*+\\|\\*"
            + "|\\{[a-z][a-z_ .]*+}|%[a-z][a-z_.]*+%(?![0-9a-f]{2})");

    private static final Pattern SEPARATOR = Pattern.compile("[_:-]");
    private static final Pattern DASH = Pattern.compile("[\\p{Pd}\u2212]");
    private static final Pattern UNDERSCORE = Pattern.compile("\\p{Pc}");

    /**
     * A decimal point or a plus sign makes it scientific notation wherever the number begins. With only a minus sign it
     * must not follow another dash, because it may be two groups of a hexadecimal id such as {@code 00-1b-44-3e-07}.
     */
    private static final Pattern SCIENTIFIC = Pattern.compile("(?:(?:^|[_:-]) ?\\+?"
            + "(?:(?:\\d++[.,]\\d*+|[.,]\\d++)e[+-]?\\d{1,3}|\\d++e\\+\\d++)"
            + "|(?:^|[_:]) ?\\+?\\d++e-\\d{1,3})$");

    private ExternalIdRule() {}

    /** Returns what is wrong with this id, as one sentence that does not quote it; empty if it is valid. */
    public static Optional<String> violation(String externalId) {
        String id = visible(externalId);
        if (id.indexOf('e') >= 0 && SCIENTIFIC.matcher(id).find()) {
            return Optional.of("external_id is a number in scientific form, such as 1.02E+11, whose last digits are lost; give the"
                    + " whole number as text. To send it anyway: wlcro.empty-external-ids=pass");
        }
        if (PLACEHOLDER.matcher(id).find()) {
            return refused("a placeholder in it was not filled in");
        }
        int end = lastSeparator(id);
        String part = id.substring(end).strip();
        if (!hasContent(part)) {
            String what = part.isEmpty() ? "nothing" : "no letter and no digit";
            return refused(end == 0 ? "it has no letter and no digit" : what + " follows its last " + id.charAt(end - 1));
        }
        if (part.startsWith("#") && SPREADSHEET.matcher(part).matches()) {
            return refused("it ends in an error of a spreadsheet");
        }
        return Optional.ofNullable(MISSING.get(part)).flatMap(missing -> refused((end == 0 ? "it is " : "it ends in ") + missing));
    }

    private static Optional<String> refused(String what) {
        return Optional.of("external_id was built from a missing value (" + what + "), and the next such record would overwrite"
                + " this one; leave external_id out where there is no id. To send it anyway:"
                + " wlcro.empty-external-ids=pass");
    }

    /**
     * Builds an external id of the form {@code system_id} for a record of another system.
     *
     * @param system the name of the system, such as {@code hubspot}; may end with its own separator
     * @param id the record's id in that system
     * @return empty if there is no id
     * @throws IllegalArgumentException if there is an id but no system
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
     * Returns the placeholder for a missing value, such as null, undefined or NaN, if the whole text is one.
     *
     * @return the placeholder in its usual spelling; empty if the text is a value
     */
    public static Optional<String> missing(String text) {
        return Optional.ofNullable(MISSING.get(visible(text)));
    }

    /** A shortcut, since most ids are ASCII. */
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

    /** The id as a person reads it: dashes, spaces and letters in one spelling, without invisible characters. */
    private static String visible(String text) {
        if (isAscii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        String shown = InvisibleCharacters.visible(Normalizer.normalize(text, Normalizer.Form.NFKC));
        shown = UNDERSCORE.matcher(DASH.matcher(shown).replaceAll("-")).replaceAll("_");
        return shown.toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the external id of fields that could not become a request; empty if there is none or it cannot be used.
     */
    public static Optional<String> usable(Action action, ObjectNode fields) {
        return Optional.ofNullable(fields.get(Action.EXTERNAL_ID))
                .filter(id -> action.hasExternalId() && id.isValueNode()).map(JsonNode::asText)
                .filter(id -> violation(id).isEmpty());
    }
}
