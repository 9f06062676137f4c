package com.whitelabelcro.camel.config;

import java.util.Map;

/** The keys of the configuration; they never change. */
final class ConfiguredKeys implements KeySource {

    private final Map<String, String> keys;

    ConfiguredKeys(Map<String, String> keys) {
        this.keys = Map.copyOf(keys);
    }

    @Override
    public String key(String connection) {
        return keys.get(connection);
    }
}
