package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.action.Field;
import com.whitelabelcro.camel.model.InvisibleCharacters;
import com.whitelabelcro.camel.request.ExternalIdRule;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Recognises values that are probably mistakes: what spreadsheets and programs leave where a value was lost, several addresses
 * in one cell, an e-mail address without {@code @}, a postal code without its zeros. The API would accept each of them. No
 * rule of the API is guessed here: a value that is merely unusual passes.
 */
final class DoubtfulValues {

    private static final int LONGEST_WORD = 20;
    private static final int DIGITS_OF_A_NUMBER = 7;
    /** The beginnings of the words that programs write for a missing value. */
    private static final String MISSING = "nNuU[(<#\\";
    private static final char FULL_WIDTH = 0xFF00;
    private static final Set<String> NAMES = Set.of("first_name", "last_name", "city", "affiliate_company_name");
    /** Surnames and towns that are written like such words. */
    private static final Set<String> PEOPLE = Set.of("Null", "Nan");

    private static final Pattern SPREADSHEET = Pattern.compile("#{4,}|#[\u00A1\u00BF]?[\\p{Lu}/_0-9]{2,}[!?]|#N/[AD]|#NV");
    private static final Pattern LOST_DIGITS = Pattern.compile("\\+?[0-9]+(?:[.,][0-9]*)?[eE][+-]?[0-9]{1,10}");
    private static final Pattern LOST_ZEROS = Pattern.compile("[0-9]{1,4}(?:-[0-9]{4})?");
    private static final Pattern PARTS = Pattern.compile("[;,|/\\s]+|:::");
    private static final String NOT_IN_AN_ADDRESS = "<>()[],;:|\"";
    private static final Pattern NUMBERS = Pattern.compile(":::|[;,|/\\n]| or ");
    private static final Pattern RATE = Pattern.compile("-?(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)");

    private final String name;
    private final boolean externalId;
    private final boolean digits;
    private final boolean person;

    /** @param field the field that the values fill */
    DoubtfulValues(Field field) {
        this.name = field.name();
        this.externalId = name.equals(Action.EXTERNAL_ID);
        this.digits = !externalId && new FieldValue(field).isOfDigits();
        this.person = NAMES.contains(name);
    }

    /**
     * What is doubtful about a value, such as {@code is an error of a spreadsheet}; it never quotes the value.
     *
     * @return null if nothing is doubtful
     */
    String about(Object value) {
        if (!(value instanceof String text) || text.isEmpty()) {
            return null;
        }
        String reason = lost(text);
        return reason != null ? reason : switch (name) {
            case "email" -> email(text);
            case "phone" -> phone(text);
            case "zip" -> zip(text);
            case "commission_rate" -> RATE.matcher(text).matches() ? null
                    : "is no plain number; nobody knows how the API reads it";
            default -> null;
        };
    }

    /**
     * What is doubtful about a value that becomes part of a longer text: only the words that programs write for a lost value
     * count. Such words are short, and few texts begin like one.
     *
     * @return null if nothing is doubtful
     */
    String lost(String text) {
        char first = text.charAt(0);
        if (first == '#' && SPREADSHEET.matcher(text).matches()) {
            return text.startsWith("####") ? "is a cell that was too narrow (####)" : "is an error of a spreadsheet, such as #REF!";
        }
        // The pack itself refuses such an external_id, for every caller.
        if (!externalId && text.length() <= LONGEST_WORD && (MISSING.indexOf(first) >= 0 || first >= FULL_WIDTH)
                && !(person && PEOPLE.contains(text))) {
            String bare = "(<".indexOf(first) >= 0 ? text.substring(1, Math.max(1, text.length() - 1)) : text;
            Optional<String> missing = text.equals("\\N") ? Optional.of(text) : ExternalIdRule.missing(bare);
            if (missing.isPresent()) {
                return "is what programs write for a missing value (" + missing.get() + ")";
            }
        }
        boolean lostDigits = digits && first <= '9' && (text.indexOf('E') > 0 || text.indexOf('e') > 0)
                && LOST_DIGITS.matcher(text).matches();
        return lostDigits ? "is a number in scientific form, which has lost its last digits" : null;
    }

    private static String email(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            return "is no e-mail address: it has no @";
        }
        if (at > 0 && at < text.length() - 1 && text.indexOf('@', at + 1) < 0 && isOneWord(text)) {
            return null;
        }
        long addresses = Arrays.stream(PARTS.split(text)).filter(part -> part.indexOf('@') > 0).count();
        return addresses > 1 ? "holds several addresses; {COLUMN|part:1} takes the first"
                : "is no e-mail address, or more than one";
    }

    private static boolean isOneWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= '@' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '.' || c >= '0' && c <= '9';
            if (!letter && (InvisibleCharacters.isBlank(c) || NOT_IN_AN_ADDRESS.indexOf(c) >= 0)) {
                return false;
            }
        }
        return true;
    }

    private static String phone(String text) {
        if (text.length() < 2 * DIGITS_OF_A_NUMBER || !NUMBERS.matcher(text).find()) {
            return null;
        }
        long numbers = Arrays.stream(NUMBERS.split(text))
                .filter(part -> part.chars().filter(c -> c >= '0' && c <= '9').count() >= DIGITS_OF_A_NUMBER).count();
        return numbers > 1 ? "holds several numbers; {COLUMN|part:1} takes the first" : null;
    }

    private static String zip(String text) {
        boolean candidate = text.length() < 5 || text.indexOf('-') > 0;
        return candidate && LOST_ZEROS.matcher(text).matches() ? "is a postal code that lost its leading zeros" : null;
    }
}
