package com.whitelabelcro.camel.config;

import com.whitelabelcro.camel.error.ConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parses the values of properties as numbers, durations and enum constants; reports in one line what is wrong. */
final class Values {

    private final Map<String, String> properties;

    Values(Map<String, String> properties) {
        this.properties = properties;
    }

    String text(String property, String otherwise) {
        return properties.getOrDefault(property, otherwise);
    }

    int number(String property, int otherwise, int least, int most) {
        String value = properties.get(property);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below, together with values out of range.
        }
        throw new ConfigurationException(
                property + " must be a whole number from " + least + " to " + most + ", and is " + printable(value));
    }

    /** @param most the maximum, in whole hours or days */
    Duration duration(String property, String otherwise, Duration most) {
        return Durations.parse(property, properties.getOrDefault(property, otherwise), most);
    }

    /** Parses the name of an enum constant in any letter case. */
    <E extends Enum<E>> E choice(String property, E otherwise) {
        String value = properties.getOrDefault(property, otherwise.name());
        List<String> words = new ArrayList<>();
        for (E each : otherwise.getDeclaringClass().getEnumConstants()) {
            if (each.name().equalsIgnoreCase(value)) {
                return each;
            }
            words.add(each.name().toLowerCase(Locale.ROOT));
        }
        String last = words.remove(words.size() - 1);
        throw new ConfigurationException(property + " must be " + String.join(", ", words) + " or " + last + ", and is "
                + printable(value));
    }

    /** The value as it may appear in a message; it may be a key under the wrong name, which must not be shown. */
    static String printable(String value) {
        return value.matches("[A-Za-z0-9.+-]{1,12}") ? value : "something else";
    }
}
