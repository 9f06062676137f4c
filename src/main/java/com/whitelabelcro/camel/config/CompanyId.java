package com.whitelabelcro.camel.config;

import com.whitelabelcro.camel.error.ConfigurationException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The company whose records a key writes. It does not change when the key is rotated, so that it, and not the key, is what
 * identities are made of.
 *
 * @param id a whole number as the API documents it, or, for a key that does not name its company, what the user calls it
 */
public record CompanyId(String id) {

    /** The two documented forms of a key (contract section 9); the secret may hold dashes and underscores itself. */
    private static final Pattern KEY = Pattern.compile("wlcro_(?:live_)?(\\d{1,18})_.+");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern NAME = Pattern.compile("(?!wlcro_)[A-Za-z0-9][A-Za-z0-9._-]{0,39}");

    /** The company that a key names; nothing if it is not of a documented form, for keys are opaque. */
    public static Optional<CompanyId> ofKey(String key) {
        Matcher documented = KEY.matcher(key);
        return documented.matches() ? Optional.of(number(documented.group(1))) : Optional.empty();
    }

    /**
     * The company that a property names.
     *
     * @throws ConfigurationException if it can be none; it may be a key under the wrong name, and is not shown
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
