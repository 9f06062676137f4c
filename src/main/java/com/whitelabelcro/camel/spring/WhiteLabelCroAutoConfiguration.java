package com.whitelabelcro.camel.spring;

import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.error.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Adds the pack to a Camel application on Spring Boot that contains this jar, with the settings {@code wlcro.*} of
 * Spring's environment. A bean of type {@link WhiteLabelCro} or {@link Settings} in the application replaces the one
 * defined here. A {@code DataSource} of the application is used only if the application says so:
 *
 * <pre>{@code
 * @Bean
 * WhiteLabelCro wlcro(Settings settings, DataSource dataSource) {
 *     return new WhiteLabelCro(settings).ledger(dataSource);
 * }
 * }</pre>
 */
@AutoConfiguration
@ConditionalOnClass(name = "org.apache.camel.spring.boot.CamelAutoConfiguration")
@ConditionalOnProperty(name = WhiteLabelCroAutoConfiguration.ENABLED, matchIfMissing = true)
public class WhiteLabelCroAutoConfiguration {

    /** Set to false, it leaves the pack out of the application. */
    static final String ENABLED = "wlcro.enabled";

    private static final String PREFIX = "wlcro.";

    /** Camel adds it to the context, as it adds all beans with routes. The bean name is unique to the pack. */
    @Bean("com.whitelabelcro.camel.WhiteLabelCro")
    @ConditionalOnMissingBean
    WhiteLabelCro whiteLabelCro(Settings settings) {
        return new WhiteLabelCro(settings);
    }

    /**
     * Reads the settings from Spring's environment, in Spring's order of precedence. Lazy, because an application may
     * define the pack with settings from elsewhere.
     *
     * @throws ConfigurationException if a setting is unknown or invalid
     */
    @Lazy
    @Bean("com.whitelabelcro.camel.config.Settings")
    @ConditionalOnMissingBean
    Settings settings(ConfigurableEnvironment environment, ObjectProvider<CamelContext> contexts) {
        Set<String> names = new TreeSet<>(SettingsReader.fromEnvironment(System.getenv()).keySet());
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> listed) {
                Stream.of(listed.getPropertyNames()).filter(name -> name.startsWith(PREFIX)).forEach(names::add);
            }
        }
        names.remove(ENABLED);
        Map<String, String> found = new HashMap<>();
        names.forEach(name -> found.put(name, value(environment, name)));
        return SettingsReader.read(found, value -> placeholders(value, contexts));
    }

    /** The context is needed only if the file of connections has placeholders, which are Camel's. */
    private static String placeholders(String value, ObjectProvider<CamelContext> contexts) {
        return value.contains("{{") ? contexts.getObject().resolvePropertyPlaceholders(value) : value;
    }

    private static String value(ConfigurableEnvironment environment, String name) {
        try {
            return environment.getProperty(name);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(name + " holds a placeholder that cannot be resolved");
        }
    }
}
