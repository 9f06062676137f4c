package com.whitelabelcro.camel.config;

import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Suggestions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Converts properties and environment variables to {@link Settings}, and reports in one line what is wrong with them.
 */
public final class SettingsReader {

    /** The address of the API (contract section 1). */
    public static final String DEFAULT_BASE_URL = "https://api.whitelabelcro.com";

    private static final Logger LOG = LoggerFactory.getLogger(SettingsReader.class);

    private static final String API_KEY = "wlcro.api-key";
    private static final String BASE_URL = "wlcro.base-url";
    private static final String COMPANY = Connection.companyProperty(Connection.DEFAULT);
    private static final String LIMIT = "wlcro.limit";
    private static final String PERIOD = "wlcro.period";
    private static final String TIMEOUT = "wlcro.timeout";
    private static final String SUSPEND = "wlcro.suspend";
    private static final String MAX_ATTEMPTS = "wlcro.retry.max-attempts";
    private static final String DEADLINE = "wlcro.retry.deadline";
    private static final String UNKNOWN_FIELDS = "wlcro.unknown-fields";
    private static final String EMPTY_EXTERNAL_IDS = "wlcro.empty-external-ids";
    /** Read by the runnable jar only; listed here so that they are not refused as typing errors. */
    private static final Set<String> RUNNABLE_ONLY = Set.of("wlcro.scenarios", "wlcro.web.hosts");

    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Set<String> KNOWN = Stream.of(LedgerConfig.PROPERTIES, RUNNABLE_ONLY, Set.of(
            API_KEY, BASE_URL, COMPANY, LIMIT, PERIOD, TIMEOUT, SUSPEND, MAX_ATTEMPTS, DEADLINE, UNKNOWN_FIELDS,
            EMPTY_EXTERNAL_IDS)).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> CONNECTION_PROPERTIES = Set.of("api-key", "base-url", "company", "limit");
    private static final Pattern CONNECTION = Pattern.compile("wlcro\\.connections\\.([A-Za-z0-9_-]+)\\.([a-z-]+)");
    private static final Pattern ENVIRONMENT =
            Pattern.compile("WLCRO_CONNECTIONS_([A-Z0-9_]+)_(API_KEY|BASE_URL|COMPANY|LIMIT)");

    private final Map<String, String> properties = new TreeMap<>();
    private final Values values = new Values(properties);

    private SettingsReader(Map<String, String> properties) {
        properties.forEach((name, value) -> {
            if (name.startsWith("wlcro.") && value != null && !value.isBlank()) {
                if (value.indexOf('\uFFFD') >= 0) {
                    throw new ConfigurationException(name + " holds a letter that was lost (U+FFFD): in an environment"
                            + " variable or after -D, set LC_ALL=C.UTF-8; in a file, save it as UTF-8");
                }
                this.properties.put(name, value.strip());
            }
        });
    }

    /**
     * Reads all properties that begin with {@code wlcro.}; empty values count as absent.
     *
     * @throws ConfigurationException if a property is unknown or invalid, or if there is no API key
     */
    public static Settings read(Map<String, String> properties) {
        return new SettingsReader(properties).settings();
    }

    /** The names of all properties; {@code NAME} stands for the name of a connection. */
    public static Set<String> propertyNames() {
        Set<String> names = new TreeSet<>(KNOWN);
        CONNECTION_PROPERTIES.forEach(each -> names.add("wlcro.connections.NAME." + each));
        return names;
    }

    /** Converts environment variables to properties: {@code WLCRO_API_KEY} becomes {@code wlcro.api-key}. */
    public static Map<String, String> fromEnvironment(Map<String, String> environment) {
        Map<String, String> found = new HashMap<>();
        environment.forEach((variable, value) -> {
            Matcher connection = ENVIRONMENT.matcher(variable);
            if (connection.matches() && !value.isBlank()) {
                found.put("wlcro.connections." + connection.group(1).toLowerCase(Locale.ROOT) + "."
                        + dashed(connection.group(2)), value);
            }
        });
        for (String property : KNOWN) {
            String value = environment.get(variable(property));
            if (value != null && !value.isBlank()) {
                found.put(property, value);
            }
        }
        refuseTypingErrors(environment.keySet());
        return found;
    }

    /**
     * Whether a host derived this property name from an environment variable: Quarkus also presents
     * {@code WLCRO_API_KEY} as {@code wlcro.api.key}.
     */
    public static boolean isMadeOf(Map<String, String> environment, String property) {
        return !KNOWN.contains(property) && environment.keySet().stream()
                .anyMatch(variable -> variable.toLowerCase(Locale.ROOT).replace('_', '.').equals(property));
    }

    /**
     * Refuses variables that look like a typing error of one of ours. Other software may use variables with the same
     * prefix, Kubernetes above all.
     */
    private static void refuseTypingErrors(Set<String> environment) {
        Set<String> known = KNOWN.stream().map(SettingsReader::variable).collect(Collectors.toSet());
        for (String variable : environment) {
            boolean ours = known.contains(variable) || variable.equals(HomeFolder.VARIABLE)
                    || ENVIRONMENT.matcher(variable).matches();
            if (variable.startsWith("WLCRO_") && !ours) {
                Suggestions.to(variable.toLowerCase(Locale.ROOT),
                        known.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList()).ifPresent(near -> {
                    throw new ConfigurationException("Unknown environment variable " + variable + "; did you mean "
                            + near.toUpperCase(Locale.ROOT) + "?");
                });
            }
        }
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static String dashed(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Settings settings() {
        refuseUnknown();
        Map<String, String> keys = new HashMap<>();
        Map<String, Connection> connections = new HashMap<>();
        URI baseUrl = BaseUrl.parse(properties.getOrDefault(BASE_URL, DEFAULT_BASE_URL), BASE_URL);
        int limit = values.number(LIMIT, 100, 1, 100_000);
        if (properties.containsKey(API_KEY)) {
            keys.put(Connection.DEFAULT, key(API_KEY));
            connections.put(Connection.DEFAULT,
                    new Connection(Connection.DEFAULT, baseUrl, limit, company(COMPANY, keys.get(Connection.DEFAULT))));
        } else if (properties.containsKey(COMPANY)) {
            throw new ConfigurationException(COMPANY + " is for the key of wlcro.api-key, and there is none; for another"
                    + " connection set wlcro.connections.NAME.company");
        }
        for (String name : connectionNames()) {
            String prefix = "wlcro.connections." + name + ".";
            if (!properties.containsKey(prefix + "api-key")) {
                throw new ConfigurationException("Connection " + name + " has no API key; set " + prefix + "api-key");
            }
            keys.put(name, key(prefix + "api-key"));
            String own = properties.get(prefix + "base-url");
            URI url = own == null ? baseUrl : BaseUrl.parse(own, prefix + "base-url");
            connections.put(name, new Connection(name, url, values.number(prefix + "limit", limit, 1, 100_000),
                    company(prefix + "company", keys.get(name))));
        }
        if (connections.isEmpty()) {
            throw new ConfigurationException(
                    "No API key: set the environment variable WLCRO_API_KEY or the property wlcro.api-key"
                            + " (the key is made in the CRM under Settings > Integrations > API Keys)");
        }
        RetryPolicy retry = new RetryPolicy(values.number(MAX_ATTEMPTS, 6, 1, 1_000), values.duration(DEADLINE, "15m", LONGEST));
        return new Settings(
                connections, new ConfiguredKeys(keys), values.duration(PERIOD, "60s", LONGEST),
                values.duration(TIMEOUT, "30s", LONGEST), values.duration(SUSPEND, "60s", LONGEST), retry,
                values.choice(UNKNOWN_FIELDS, UnknownFields.REJECT),
                values.choice(EMPTY_EXTERNAL_IDS, EmptyExternalIds.REJECT), LedgerConfig.read(values));
    }

    private void refuseUnknown() {
        List<String> known = new ArrayList<>(KNOWN);
        connectionNames().forEach(
                name -> CONNECTION_PROPERTIES.forEach(each -> known.add("wlcro.connections." + name + "." + each)));
        for (String property : properties.keySet()) {
            if (!known.contains(property)) {
                throw new ConfigurationException("Unknown property " + property + Suggestions.hint(property, known)
                        + " (README.md lists all properties)");
            }
        }
    }

    private Set<String> connectionNames() {
        Set<String> names = new TreeSet<>();
        for (String property : properties.keySet()) {
            Matcher connection = CONNECTION.matcher(property);
            if (connection.matches()) {
                names.add(connection.group(1));
            }
        }
        return names;
    }

    private String key(String property) {
        String key = ApiKey.tidy(properties.get(property), property);
        if (!ApiKey.looksRight(key)) {
            LOG.warn("{} does not begin with wlcro_; is it this API's key?", property);
        }
        return key;
    }

    /** Reads the company from a property. It may repeat the company that the key names, but must not contradict it. */
    private Optional<CompanyId> company(String property, String key) {
        Optional<CompanyId> configured = Optional.ofNullable(properties.get(property))
                .map(value -> CompanyId.parse(value, property));
        CompanyId.ofKey(key).filter(own -> configured.isPresent() && !configured.get().equals(own)).ifPresent(own -> {
            throw new ConfigurationException(property + " is " + configured.get() + ", and the key is one of company " + own
                    + "; take the property out, or set that company's key");
        });
        return configured;
    }
}
