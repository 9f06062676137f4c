package com.whitelabelcro.camel.config;

import com.whitelabelcro.camel.error.ConfigurationException;
import java.util.Set;

/**
 * Tidies a key that a person pasted. Keys are opaque (contract section 2: two formats are documented), so that only
 * what can be no key at all is refused. No message ever shows any part of one.
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

    /** Whether it looks like one of this API's; if not, people are warned and the API decides. */
    static boolean looksRight(String key) {
        return key.startsWith("wlcro_");
    }
}
