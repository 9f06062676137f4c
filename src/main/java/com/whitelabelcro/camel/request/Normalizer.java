package com.whitelabelcro.camel.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.whitelabelcro.camel.action.Field;
import com.whitelabelcro.camel.model.InvisibleCharacters;
import com.whitelabelcro.camel.model.WholeNumber;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Normalizes the fields of a request. It trims spaces and invisible characters at both ends of a text, removes empty
 * fields (a PATCH with an explicit null has no documented meaning, contract section 9 row 18), converts {@code "12345"}
 * to 12345 for an id, and reads the usual spellings of a boolean. A number in a field for text (a telephone number, an
 * external_id, a postal code) becomes its digits if it is a {@link WholeNumber}, except for a postal code with fewer
 * than five digits, which has lost its leading zeros. Nothing else is changed: a zip code keeps its zeros. A control
 * character around an id stays, so that the schema rejects it, because an id becomes part of the path.
 *
 * <p>A boolean is true or false, yes or no, 1 or 0, as JSON or as text in any letter case. Any other value is left for
 * the schema to reject.
 */
final class Normalizer {

    private static final String ZIP = "zip";
    private static final int DIGITS_OF_A_ZIP = 5;
    private static final Pattern WHOLE = Pattern.compile("[1-9][0-9]{0,18}");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\s]]");

    private Normalizer() {}

    static void tidy(ObjectNode body, Map<String, Field> fields) {
        Iterator<Map.Entry<String, JsonNode>> each = body.properties().iterator();
        while (each.hasNext()) {
            Map.Entry<String, JsonNode> entry = each.next();
            JsonNode value = entry.getValue();
            String text = value.isTextual() ? InvisibleCharacters.strip(value.textValue()) : null;
            if (value.isNull() || text != null && text.isEmpty()) {
                each.remove();
                continue;
            }
            Field field = fields.get(entry.getKey());
            if (field != null && field.isBoolean()) {
                entry.setValue(truth(text == null ? value : TextNode.valueOf(text)));
            } else if (text != null) {
                entry.setValue(field != null && field.isId() ? id(value.textValue(), text) : TextNode.valueOf(text));
            } else if (field != null && field.isTextOfDigits() && value.isNumber()) {
                entry.setValue(digits(field, value));
            }
        }
    }

    private static JsonNode truth(JsonNode value) {
        String text = value.isTextual() || value.isIntegralNumber() ? value.asText().toLowerCase(Locale.ROOT) : "";
        return switch (text) {
            case "true", "yes", "1" -> BooleanNode.TRUE;
            case "false", "no", "0" -> BooleanNode.FALSE;
            default -> value;
        };
    }

    private static JsonNode digits(Field field, JsonNode number) {
        String digits = WholeNumber.of(number.decimalValue()).map(BigInteger::toString).orElse("");
        int fewest = field.name().equals(ZIP) ? DIGITS_OF_A_ZIP : 1;
        return digits.length() < fewest ? number : TextNode.valueOf(digits);
    }

    private static JsonNode id(String given, String text) {
        if (CONTROL.matcher(given).find()) {
            return TextNode.valueOf(given);
        } else if (WHOLE.matcher(text).matches()) {
            try {
                return LongNode.valueOf(Long.parseLong(text));
            } catch (NumberFormatException beyondLong) {
                // It stays text, and the schema rejects it.
            }
        }
        return TextNode.valueOf(text);
    }
}
