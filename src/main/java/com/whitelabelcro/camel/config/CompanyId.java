package com.whitelabelcro.camel.config;

import com.whitelabelcro.camel.error.ConfigurationException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The company whose records a key writes. It stays the same when the key is rotated, so that the identity of a record
 * is built from it and not from the key.
 *
 * @param id a whole number as the API documents it, or the user's own name for the company if the key does not contain
 *     one
 */
public record CompanyId(String id) {

    /**
     * The two documented formats of a key (contract section 9). The secret part may contain dashes and underscores.
     */
    private static final Pattern KEY = Pattern.compile("wlcro_(?:live_)?(\\d{1,18})_.+");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern NAME = Pattern.compile("(?!wlcro_)[A-Za-z0-9][A-Za-z0-9._-]{0,39}");

    /**
     * The company that the key names; empty if the key has neither of the documented formats, since keys are opaque.
     */
    public static Optional<CompanyId> ofKey(String key) {
        Matcher documented = KEY.matcher(key);
        return documented.matches() ? Optional.of(number(documented.group(1))) : Optional.empty();
    }

    /**
     * Parses the company that a property names.
     *
     * @throws ConfigurationException if the value cannot be a company. It may be a key under the wrong name and is not
     *     shown
     */
    static CompanyId parse(String value, String property) {
        if (NUMBER.matcher(value).matches()) {
            return number(value);
        } else if (!NAME.matcher(value).matches()) {
            throw new ConfigurationException(property + " must be the id of the company, such as 92");
        }
        return new CompanyId(value);
    }

    private static CompanyId number(String digits) {
        return new CompanyId(Long.toString(Long.parseLong(digits)));
    }

    @Override
    public String toString() {
        return id;
    }
}
