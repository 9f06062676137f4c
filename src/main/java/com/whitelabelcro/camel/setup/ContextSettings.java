package com.whitelabelcro.camel.setup;

import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.error.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;

/** Reads the settings of the pack from a Camel context. */
public final class ContextSettings {

    private ContextSettings() {}

    /**
     * Reads the properties of the context, the environment and the system properties; the last one takes precedence.
     *
     * @throws com.whitelabelcro.camel.error.ConfigurationException if a setting is unknown or invalid
     */
    public static Settings of(CamelContext context) {
        Map<String, String> environment = System.getenv();
        Map<String, String> found = new HashMap<>();
        Properties properties = context.getPropertiesComponent().loadProperties(
                name -> name.startsWith("wlcro.") && !SettingsReader.isMadeOf(environment, name));
        properties.stringPropertyNames().forEach(
                name -> found.put(name, resolved(context, name, properties.getProperty(name))));
        found.putAll(SettingsReader.fromEnvironment(environment));
        System.getProperties().stringPropertyNames().stream().filter(name -> name.startsWith("wlcro."))
                .forEach(name -> found.put(name, System.getProperty(name)));
        return SettingsReader.read(found, context::resolvePropertyPlaceholders);
    }

    private static String resolved(CamelContext context, String name, String value) {
        try {
            return context.resolvePropertyPlaceholders(value);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(name + " holds a placeholder that cannot be resolved");
        }
    }
}
