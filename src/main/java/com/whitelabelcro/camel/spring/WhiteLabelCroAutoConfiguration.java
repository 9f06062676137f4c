package com.whitelabelcro.camel.spring;

import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.connection.ConfigurationException;
import com.whitelabelcro.camel.connection.Settings;
import com.whitelabelcro.camel.connection.SettingsReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Adds the pack to a Camel application on Spring Boot that has this jar, with the settings {@code wlcro.*} of Spring's
 * environment. A bean of type {@link WhiteLabelCro} that the application declares takes its place. A {@code DataSource}
 * of the application is not touched: to keep the ledger in it, declare {@code new WhiteLabelCro().ledger(dataSource)}.
 */
@AutoConfiguration
@ConditionalOnClass(name = "org.apache.camel.spring.boot.CamelAutoConfiguration")
public class WhiteLabelCroAutoConfiguration {

    private static final String PREFIX = "wlcro.";

    /** The name is one that no application has a bean of its own under. Camel adds it, as it adds all beans with routes. */
    @Bean("com.whitelabelcro.camel.WhiteLabelCro")
    @ConditionalOnMissingBean
    WhiteLabelCro whiteLabelCro(ConfigurableEnvironment environment) {
        return new WhiteLabelCro(settings(environment));
    }

    /**
     * What Spring's environment says, in Spring's own order of precedence.
     *
     * @throws ConfigurationException if something is wrong with it
     */
    static Settings settings(ConfigurableEnvironment environment) {
        Set<String> names = new TreeSet<>(SettingsReader.fromEnvironment(System.getenv()).keySet());
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> listed) {
                for (String name : listed.getPropertyNames()) {
                    if (name.startsWith(PREFIX)) {
                        names.add(name);
                    }
                }
            }
        }
        Map<String, String> found = new HashMap<>();
        names.forEach(name -> found.put(name, value(environment, name)));
        return SettingsReader.read(found);
    }

    private static String value(ConfigurableEnvironment environment, String name) {
        try {
            return environment.getProperty(name);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(name + " holds a placeholder that cannot be resolved");
        }
    }
}
