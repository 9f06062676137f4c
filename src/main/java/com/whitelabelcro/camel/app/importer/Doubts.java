package com.whitelabelcro.camel.app.importer;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.action.Field;
import com.whitelabelcro.camel.prepare.Blanks;
import com.whitelabelcro.camel.prepare.ExternalIdRule;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells values that are hardly meant: what spreadsheets and programs leave where a value was lost, several addresses in one
 * cell, an e-mail address without {@code @}, a postal code without its zeros. The API would take each of them. No pattern of
 * the API's is guessed here: what is merely unusual passes.
 */
final class Doubts {

    private static final int LONGEST_WORD = 20;
    private static final int DIGITS_OF_A_NUMBER = 7;
    private static final Set<String> NAMES = Set.of("first_name", "last_name", "city", "affiliate_company_name");
    /** Surnames and towns, if they are written like those. */
    private static final Set<String> PEOPLE = Set.of("Null", "Nan");

    private static final Pattern SPREADSHEET = Pattern.compile("#{4,}|#[\u00A1\u00BF]?[\\p{Lu}/_0-9]{2,}[!?]|#N/[AD]|#NV");
    private static final Pattern LOST_DIGITS = Pattern.compile("\\+?[0-9]+(?:[.,][0-9]*)?[eE][+-]?[0-9]{1,3}");
    private static final Pattern LOST_ZEROS = Pattern.compile("[0-9]{1,4}(?:-[0-9]{4})?");
    private static final Pattern PARTS = Pattern.compile("[;,|/\\s]+|:::");
    private static final String NOT_IN_AN_ADDRESS = "<>()[],;:|\"";
    private static final Pattern NUMBERS = Pattern.compile(":::|[;,|/\\n]| or ");
    private static final Pattern RATE = Pattern.compile("-?(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)");

    private Doubts() {
    }

    /**
     * What is doubtful about a value, such as {@code is an error of a spreadsheet (#REF!)}; it never quotes the value.
     *
     * @param field where the value goes, or what it is a part of
     */
    static Optional<String> about(Field field, Object value) {
        if (!(value instanceof String text) || text.isEmpty()) {
            return Optional.empty();
        }
        String reason = lost(field, text);
        if (reason == null) {
            reason = switch (field.name()) {
                case "email" -> email(text);
                case "phone" -> phone(text);
                case "zip" -> LOST_ZEROS.matcher(text).matches() ? "is a postal code that lost its leading zeros" : null;
                case "commission_rate" -> RATE.matcher(text).matches() ? null
                        : "is no plain number; nobody knows how the API reads it";
                default -> null;
            };
        }
        return Optional.ofNullable(reason);
    }

    /** What a program has left of a value that it lost; such words are short, and few texts begin like one. */
    static String lost(Field field, String text) {
        char first = text.charAt(0);
        if (first == '#' && SPREADSHEET.matcher(text).matches()) {
            return text.startsWith("####") ? "is a cell that was too narrow (####)" : "is an error of a spreadsheet, such as #REF!";
        }
        boolean id = field.name().equals(Action.EXTERNAL_ID);
        // Of an id, the pack itself says so, at every door.
        if (!id && text.length() <= LONGEST_WORD && ("nNuU[(<#\\".indexOf(first) >= 0 || first > 0x7F)) {
            boolean name = NAMES.contains(field.name()) && PEOPLE.contains(text);
            String bare = text.replaceAll("^[(<](.*)[)>]$", "$1");
            Optional<String> missing = text.equals("\\N") ? Optional.of("\\N") : ExternalIdRule.missing(bare);
            if (missing.isPresent() && !name) {
                return "is what programs write for a missing value (" + missing.get() + ")";
            }
        }
        return !id && FieldValue.isOfDigits(field) && first <= '9' && LOST_DIGITS.matcher(text).matches()
                ? "is a number in scientific form, which has lost its last digits" : null;
    }

    private static String email(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            return "is no e-mail address: it has no @";
        }
        boolean plain = at > 0 && at < text.length() - 1 && text.indexOf('@', at + 1) < 0
                && text.chars().noneMatch(c -> Blanks.isBlank((char) c) || NOT_IN_AN_ADDRESS.indexOf(c) >= 0);
        if (plain) {
            return null;
        }
        long addresses = Arrays.stream(PARTS.split(text)).filter(part -> part.indexOf('@') > 0).count();
        return addresses > 1 ? "holds several addresses; {COLUMN|part:1} takes the first"
                : "is no e-mail address, or more than one";
    }

    private static String phone(String text) {
        if (text.length() < 2 * DIGITS_OF_A_NUMBER) {
            return null;
        }
        long numbers = Arrays.stream(NUMBERS.split(text))
                .filter(part -> part.chars().filter(c -> c >= '0' && c <= '9').count() >= DIGITS_OF_A_NUMBER).count();
        return numbers > 1 ? "holds several numbers; {COLUMN|part:1} takes the first" : null;
    }
}
