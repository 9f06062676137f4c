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
 * Recognises values that are probably mistakes: texts that spreadsheets and programs write in place of a lost value, several
 * addresses in one cell, an e-mail address without {@code @}, a postal code without its leading zeros. The API would accept each
 * of them. No rules of the API are assumed here: a value that is merely unusual passes.
 */
final class DoubtfulValues {

    private static final int LONGEST_WORD = 20;
    private static final int DIGITS_OF_A_NUMBER = 7;
    /** The first characters of the words that programs write for a missing value. */
    private static final String MISSING = "nNuU[(<#\\";
    /** The first characters of texts that spreadsheets and forms write in place of a value. */
    private static final String LEFT_BEHIND = "#=EL{$*";
    private static final char FULL_WIDTH = 0xFF00;
    private static final Set<String> NAMES = Set.of("first_name", "last_name", "city", "affiliate_company_name");
    /** Surnames and towns that are spelled like such words. */
    private static final Set<String> PEOPLE = Set.of("Null", "Nan");

    private static final Pattern TOO_NARROW = Pattern.compile("#{2,}");
    /** In any language: {@code #REF!}, {@code #N/DISP}, {@code Err:502}, and what Google shows of a cell that it still computes. */
    private static final Pattern SPREADSHEET = Pattern.compile("#[\u00A1\u00BF]?[\\p{Lu}/_0-9]{2,}[!?]|#\\p{Lu}/\\p{Lu}+"
            + "|#(?:NV|YOK|HI\u00C1NYZIK|GETTING_DATA)|Err:[0-9]{3}|Loading(?:\\.{3}|\u2026)");
    /** A function or a reference to a cell. A name that only begins with such a sign does not count. */
    private static final Pattern FORMULA = Pattern.compile(
            "=[-+(]*(?:[0-9.,+*/ ()-]{2,}$|[\\p{L}_][\\p{L}0-9_.]*\\(|(?:[^!=\"]{1,64}!)?\\$?[A-Za-z]{1,3}\\$?[0-9]{1,7}(?![\\p{L}0-9])).*", Pattern.DOTALL);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^{}]*}}|\\$\\{[^{}]*}|\\*\\|[^|]*\\|\\*");
    private static final String OPENING = "\"'`\u2018\u2019\u201A\u201B\u201C\u201D\u201E\u2039\u00AB\uFF02\uFF07";
    private static final String CLOSING = "\"'`\u2018\u2019\u201B\u201C\u201D\u203A\u00BB\uFF02\uFF07";
    /** Free-text fields, which may contain quotations. */
    private static final Set<String> PROSE = Set.of("text", "status_note");
    private static final Pattern QUESTION_MARK = Pattern.compile("\\p{L}\\?+\\p{L}");
    private static final Pattern ESCAPED = Pattern.compile("&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}"
            + "|[A-Za-z]{1,2}(?:acute|grave|circ|uml|tilde|cedil|ring|slash|lig|caron));|\\\\u[0-9a-fA-F]{4}");
    private static final Pattern POINT_OR_THOUSANDS = Pattern.compile("[1-9][0-9]{0,2}[.,]000");
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
     * Why a value is doubtful, such as {@code is an error of a spreadsheet}; never quotes the value.
     *
     * @return null if nothing is doubtful
     */
    String about(Object value) {
        if (!(value instanceof String text) || text.isEmpty()) {
            return null;
        }
        String reason = lost(text);
        if (reason == null && !PROSE.contains(name)) {
            reason = isQuoted(text) ? "stands in quotes" : damaged(text);
        }
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
     * Why a value that becomes part of a longer text is doubtful: only words that programs write for a missing value count. Such
     * words are short, and few texts begin like one.
     *
     * @return null if nothing is doubtful
     */
    String lost(String text) {
        char first = text.charAt(0);
        String left = LEFT_BEHIND.indexOf(first) >= 0 ? leftBehind(text) : null;
        if (left != null) {
            return left;
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
        if ((digits || externalId) && POINT_OR_THOUSANDS.matcher(text).matches()) {
            return "is a number with three decimals or with a thousands separator, which nobody can tell";
        }
        boolean lostDigits = digits && first <= '9' && (text.indexOf('E') > 0 || text.indexOf('e') > 0)
                && LOST_DIGITS.matcher(text).matches();
        return lostDigits ? "is a number in scientific form, which has lost its last digits" : null;
    }

    private static String leftBehind(String text) {
        return TOO_NARROW.matcher(text).matches() ? "is a cell that was too narrow (####)"
                : SPREADSHEET.matcher(text).matches() ? "is an error of a spreadsheet, such as #REF!"
                : FORMULA.matcher(text).matches() ? "is a formula of a spreadsheet instead of its result"
                : PLACEHOLDER.matcher(text).matches() ? "is a placeholder that was not filled in" : null;
    }

    /** What a program that did not know the encoding, or wrote for web pages, has done to single letters. */
    private String damaged(String text) {
        boolean lost = text.indexOf('\uFFFD') >= 0 || person && text.indexOf('?') > 0 && QUESTION_MARK.matcher(text).find();
        boolean escaped = (text.indexOf('&') >= 0 || text.indexOf('\\') >= 0) && ESCAPED.matcher(text).find();
        return lost ? "has lost a letter, which became ? or U+FFFD"
                : escaped ? "has an escaped character, such as &amp; or \\u00e9" : null;
    }

    private static boolean isQuoted(String text) {
        int end = text.length() - 1;
        return end > 1 && OPENING.indexOf(text.charAt(0)) >= 0 && CLOSING.indexOf(text.charAt(end)) >= 0;
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
