package com.whitelabelcro.camel.importer;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.whitelabelcro.camel.model.InvisibleCharacters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A function that a template applies to the content of a column: {@code {Name|first}}. The result is empty if the requested part does
 * not exist.
 *
 * @param text the function as it is written, such as {@code part:1}
 * @param apply computes the result
 */
record CellFunction(String text, UnaryOperator<String> apply) {

    static final String ALL = "first, last, part:N, digits, lower and e164:COUNTRY";

    private static final Pattern PART = Pattern.compile("part:([1-9][0-9]{0,2})");
    private static final Pattern E164 = Pattern.compile("e164:([A-Za-z]{2})");
    private static final Pattern BETWEEN_PARTS = Pattern.compile("\\s*(?::::|[;,|/\\r\\n])\\s*");
    private static final Pattern BETWEEN_ADDRESSES = Pattern.compile("(?::::|[;,|/\\s])+");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final Set<String> SUFFIXES =
            Set.of("jr", "sr", "ii", "iii", "iv", "md", "phd", "esq", "dds", "cpa");
    private static final Set<String> TITLES =
            Set.of("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "herr", "frau", "mme", "mlle");
    private static final Set<String> PARTICLES = Set.of("van", "von", "de", "der", "den", "del", "della", "di", "da",
            "dos", "du", "la", "le", "ter", "ten", "bin", "ibn", "al");

    /** @throws ImportConfigurationException if there is no such function */
    static CellFunction of(String text) {
        var part = PART.matcher(text);
        var country = E164.matcher(text);
        if (part.matches()) {
            int number = Integer.parseInt(part.group(1));
            return new CellFunction(text, value -> part(value, number));
        } else if (country.matches()) {
            return new CellFunction(text, new TelephoneNumbers(country.group(1))::toE164);
        }
        return new CellFunction(text, switch (text) {
            case "first" -> value -> names(value).get(0);
            case "last" -> value -> names(value).get(1);
            case "digits" -> value -> value.replaceAll("[^0-9]", "");
            case "lower" -> value -> value.toLowerCase(Locale.ROOT);
            default -> throw new ImportConfigurationException("There is no function \"" + Printable.of(text)
                    + "\" for a column; there are " + ALL);
        });
    }

    /** Whether its result is a telephone number in E.164 format, or the unchanged input. */
    boolean isE164() {
        return text.startsWith("e164:");
    }

    private static String part(String value, int number) {
        Pattern between = value.indexOf('@') >= 0 ? BETWEEN_ADDRESSES : BETWEEN_PARTS;
        return Arrays.stream(between.split(value)).map(InvisibleCharacters::strip).filter(each -> !each.isEmpty())
                .skip(number - 1L).findFirst().orElse("");
    }

    /**
     * Splits "Ada Birch" or "Birch, Ada" into first names and last name. A single word is a first name, but the word after a
     * title, as in "Dr. Birch", is a last name.
     */
    private static List<String> names(String value) {
        String name = BLANKS.matcher(InvisibleCharacters.strip(value)).replaceAll(" ");
        int comma = name.indexOf(',');
        String behind = comma < 0 ? "" : name.substring(comma + 1).strip();
        if (!behind.isEmpty() && !isSuffix(behind)) {
            int second = behind.lastIndexOf(',');
            String suffix = second > 0 && isSuffix(behind.substring(second + 1).strip()) ? behind.substring(second) : "";
            return List.of(withoutTitles(behind.substring(0, behind.length() - suffix.length())),
                    name.substring(0, comma).strip() + suffix);
        }
        String whole = comma < 0 ? name : name.substring(0, comma);
        String bare = withoutTitles(whole);
        if (bare.length() < whole.length() && bare.indexOf(' ') < 0) {
            return List.of("", bare);
        }
        List<String> words = List.of(bare.split(" "));
        int last = words.size() - 1;
        while (last > 1 && isSuffix(words.get(last))) {
            last--;
        }
        while (last > 1 && PARTICLES.contains(words.get(last - 1))) {
            last--;
        }
        String lastName = last < 1 ? "" : String.join(" ", words.subList(last, words.size()));
        return List.of(String.join(" ", words.subList(0, Math.max(1, last))),
                behind.isEmpty() || lastName.isEmpty() ? lastName : lastName + ", " + behind);
    }

    private static String withoutTitles(String name) {
        List<String> words = List.of(name.split(" "));
        int first = 0;
        while (first < words.size() && (isIn(TITLES, words.get(first)) || first > 0 && isBetweenTitles(words, first))) {
            first++;
        }
        return first == words.size() ? name : String.join(" ", words.subList(first, words.size()));
    }

    /** Whether the word connects two titles, as in "Mr. and Mrs. Birch". */
    private static boolean isBetweenTitles(List<String> words, int at) {
        return words.get(at).matches("(?i)and|und|et|&") && at + 1 < words.size() && isIn(TITLES, words.get(at + 1));
    }

    private static boolean isSuffix(String word) {
        return isIn(SUFFIXES, word);
    }

    private static boolean isIn(Set<String> words, String word) {
        return words.contains(word.toLowerCase(Locale.ROOT).replace(".", ""));
    }

    @Override
    public String toString() {
        return "|" + text;
    }

    /** Parses telephone numbers as they are written in one country. */
    static final class TelephoneNumbers {

        private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

        private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        private final String country;

        /** @throws ImportConfigurationException if there is no such country */
        TelephoneNumbers(String country) {
            this.country = country.toUpperCase(Locale.ROOT);
            if (!numbers.getSupportedRegions().contains(this.country)) {
                throw new ImportConfigurationException("e164 takes a country of two letters, such as e164:US, not \"" + country + "\"");
            }
        }

        /** The number with its country code, such as {@code +16175550123}; the unchanged text if it cannot be a telephone number. */
        String toE164(String text) {
            try {
                PhoneNumber number = numbers.parse(text, country);
                return numbers.isPossibleNumber(number) && number.getExtension().isEmpty()
                        ? numbers.format(number, PhoneNumberFormat.E164) : text;
            } catch (NumberParseException e) {
                // Its message quotes the number.
                return text;
            }
        }

        static boolean isE164(String text) {
            return E164.matcher(text).matches();
        }
    }
}
