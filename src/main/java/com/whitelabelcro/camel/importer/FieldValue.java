package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.action.Field;
import com.whitelabelcro.camel.model.InvisibleCharacters;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Restores values whose form a program has changed, if only one meaning is possible: the id {@code 4711.0} (or {@code 4711,0})
 * is 4711; a telephone number or a postal code that is a JSON number becomes its digits; a number in scientific notation becomes
 * its digits if none is lost ({@code 5.550100071E9}); and {@code p:+15550100} is a telephone number with the prefix by which
 * Facebook prevents spreadsheets from changing it. Any other value is left unchanged, for the validation.
 */
final class FieldValue {

    private static final Pattern DECIMAL = Pattern.compile("-?(?:[0-9]{1,30}(?:\\.[0-9]{1,30})?|\\.[0-9]{1,30})");
    /** {@code 12.000} is excluded, because it may be twelve thousand. */
    private static final Pattern POINT_ZERO = Pattern.compile("(?![1-9][0-9]{0,2}[.,]000$)([0-9]{1,30})[.,]0{1,30}");
    private static final Map<String, Pattern> PREFIXES = Map.of("phone", Pattern.compile("(?i)(?:p|tel):\\s*"),
            "zip", Pattern.compile("(?i)z:\\s*"));
    private static final Pattern SCIENTIFIC = Pattern.compile("[0-9]{1,30}(?:[.,][0-9]{0,30})?[eE][+]?[0-9]{1,2}");

    private final boolean id;
    private final boolean digits;
    private final boolean number;
    private final Pattern prefix;

    FieldValue(Field field) {
        this.prefix = PREFIXES.get(field.name());
        this.id = field.isId();
        this.digits = id || field.isTextOfDigits();
        this.number = field.types().contains("number");
    }

    /** Whether a number for this field is only a sequence of digits. */
    boolean isOfDigits() {
        return digits;
    }

    /**
     * The value for the field.
     *
     * @param textual whether the input contains only texts, so that a number is a text, too
     * @return null if the value is empty
     */
    Object of(Object value, boolean textual) {
        if (value instanceof Number given && digits) {
            return of(given);
        }
        if (!(value instanceof String given)) {
            return value;
        }
        String text = InvisibleCharacters.strip(given);
        if (text.isEmpty()) {
            return null;
        } else if (digits) {
            return digits(prefix == null || text.indexOf(':') < 0 ? text : withoutPrefix(text));
        }
        return textual && number && DECIMAL.matcher(text).matches() ? new BigDecimal(text) : text;
    }

    private String withoutPrefix(String text) {
        Matcher start = prefix.matcher(text);
        return start.lookingAt() && start.end() < text.length() ? text.substring(start.end()) : text;
    }

    private Object of(Number given) {
        String text = digits(given);
        boolean whole = text.chars().allMatch(c -> c >= '0' && c <= '9');
        return !id || !whole ? text : given instanceof BigDecimal ? new BigInteger(text) : given;
    }

    /** The digits of a number; if it has lost some, its original notation. */
    static String digits(Number number) {
        if (!(number instanceof BigDecimal decimal)) {
            return number.toString();
        }
        boolean whole = decimal.scale() > 0 && decimal.precision() >= decimal.scale() && decimal.stripTrailingZeros().scale() <= 0;
        return whole ? decimal.toBigInteger().toString() : digits(decimal.toString());
    }

    /** The digits of a text that is a number in another notation; otherwise the unchanged text. */
    static String digits(String text) {
        char last = text.charAt(text.length() - 1);
        if (last < '0' || last > '9' || text.length() < 3) {
            return text;
        } else if (last == '0' && (text.indexOf('.') > 0 || text.indexOf(',') > 0)) {
            Matcher whole = POINT_ZERO.matcher(text);
            return whole.matches() ? whole.group(1) : text;
        } else if ((text.indexOf('E') > 0 || text.indexOf('e') > 0) && SCIENTIFIC.matcher(text).matches()) {
            BigDecimal number = new BigDecimal(text.replace(',', '.'));
            boolean whole = number.scale() >= 0 && number.stripTrailingZeros().scale() <= 0;
            return whole ? number.toBigInteger().toString() : text;
        }
        return text;
    }
}
