package com.whitelabelcro.camel.importer;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Locale;
import java.util.regex.Pattern;

/** Telephone numbers as people of one country write them. */
final class TelephoneNumbers {

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

    /** The number with its country, such as {@code +16175550123}; what was given, if it cannot be one. */
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
