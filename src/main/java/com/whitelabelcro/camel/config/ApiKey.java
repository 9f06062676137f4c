package com.whitelabelcro.camel.config;

import com.whitelabelcro.camel.error.ConfigurationException;
import java.util.Set;

/**
 * Cleans an API key that a person pasted. Keys are opaque (contract section 2 documents two formats), so that only
 * values that cannot be a key are refused. No message shows any part of a key.
 */
final class ApiKey {

    private static final Set<String> PREFIXES = Set.of("wlcro_", "wlcro_live_");

    private ApiKey() {}

    static String tidy(String raw, String property) {
        String key = raw.replace("\uFEFF", "").strip();
        if (key.length() >= 2 && (key.startsWith("\"") && key.endsWith("\"") || key.startsWith("'") && key.endsWith("'"))) {
            key = key.substring(1, key.length() - 1).strip();
        }
        if (key.isEmpty()) {
            throw new ConfigurationException(property + " is empty; give the API key, or leave the property out");
        }
        if (!key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new ConfigurationException(
                    property + " holds a space, a line break or a character that no key has; copy the key again");
        }
        if (PREFIXES.contains(key)) {
            throw new ConfigurationException(property + " is only the beginning of a key; copy the whole key");
        }
        return key;
    }

    /** Whether the key has one of the documented formats. If not, the user gets a warning and the API decides. */
    static boolean looksRight(String key) {
        return key.startsWith("wlcro_");
    }
}
