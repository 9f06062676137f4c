package com.whitelabelcro.camel.config;

import com.whitelabelcro.camel.config.ConnectionReader.ConnectionDefaults;
import com.whitelabelcro.camel.config.Settings.RetryPolicy;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Suggestions;
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
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Converts properties and environment variables to {@link Settings}, and reports in one line what is wrong with them.
 */
public final class SettingsReader {

    /** The address of the API (contract section 1). */
    public static final String DEFAULT_BASE_URL = "https://api.whitelabelcro.com";

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
    private static final String CONNECTION_HEALTH = "wlcro.health.connections";
    /** Read by the runnable jar only; listed here so that they are not refused as typing errors. */
    private static final Set<String> RUNNABLE_ONLY = Set.of("wlcro.scenarios", "wlcro.web.hosts", "wlcro.web.timeout",
            GatewayConfig.ENABLED, TokensFile.PROPERTY);

    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Set<String> KNOWN = Stream.of(LedgerConfig.PROPERTIES, InboxConfig.PROPERTIES, RUNNABLE_ONLY, Set.of(
            ConnectionsFile.PROPERTY, API_KEY, BASE_URL, COMPANY, LIMIT, PERIOD, TIMEOUT, SUSPEND, MAX_ATTEMPTS, DEADLINE, UNKNOWN_FIELDS,
            EMPTY_EXTERNAL_IDS, CONNECTION_HEALTH)).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    private static final Pattern ENVIRONMENT =
            Pattern.compile("WLCRO_CONNECTIONS_([A-Z0-9_]+)_(API_KEY|BASE_URL|COMPANY|LIMIT)");

    private final Map<String, String> properties = new TreeMap<>();
    private final Values values = new Values(properties);
    private final ConnectionReader connections = new ConnectionReader(ConnectionReader.PREFIX, properties);
    private final UnaryOperator<String> placeholders;

    private SettingsReader(Map<String, String> properties, UnaryOperator<String> placeholders) {
        this.placeholders = placeholders;
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
     * Reads all properties that begin with {@code wlcro.}; empty values count as absent. A file of connections must not have
     * placeholders.
     *
     * @throws ConfigurationException if a property is unknown or invalid, or if there is no API key
     */
    public static Settings read(Map<String, String> properties) {
        return read(properties, SettingsReader::withoutPlaceholder);
    }

    /**
     * Reads all properties that begin with {@code wlcro.}, and the file of connections that they may name; empty values count
     * as absent.
     *
     * @param placeholders resolves the placeholders in the file, such as {@code CamelContext::resolvePropertyPlaceholders}
     * @throws ConfigurationException if a property or the file is invalid, or if there is no API key
     */
    public static Settings read(Map<String, String> properties, UnaryOperator<String> placeholders) {
        return new SettingsReader(properties, placeholders).settings();
    }

    private static String withoutPlaceholder(String value) {
        if (value.contains("{{")) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    /** The names of all properties; {@code NAME} stands for the name of a connection or token. */
    public static Set<String> propertyNames() {
        Set<String> names = new TreeSet<>(KNOWN);
        ConnectionReader.PARTS.forEach(each -> names.add(ConnectionReader.PREFIX + "NAME." + each));
        names.addAll(GatewayConfig.propertiesOf("NAME"));
        names.add(Settings.REPLY_TO + "NAME");
        return names;
    }

    /** Converts environment variables to properties: {@code WLCRO_API_KEY} becomes {@code wlcro.api-key}. */
    public static Map<String, String> fromEnvironment(Map<String, String> environment) {
        Map<String, String> found = new HashMap<>();
        environment.forEach((variable, value) -> {
            Matcher connection = ENVIRONMENT.matcher(variable);
            if (connection.matches() && !value.isBlank()) {
                found.put(ConnectionReader.PREFIX + connection.group(1).toLowerCase(Locale.ROOT) + "."
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
     * Refuses variables that look like a typing error of one of the pack's variables. Other software may use variables with the same
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
        ConnectionDefaults defaults = new ConnectionDefaults(
                BaseUrl.parse(properties.getOrDefault(BASE_URL, DEFAULT_BASE_URL), BASE_URL), values.number(LIMIT, 100, 1, 100_000));
        Optional<ConnectionsFile> file = Optional.ofNullable(properties.get(ConnectionsFile.PROPERTY))
                .map(path -> ConnectionsFile.of(path, defaults));
        RetryPolicy retry = new RetryPolicy(values.number(MAX_ATTEMPTS, 6, 1, 1_000), values.duration(DEADLINE, "15m", LONGEST));
        ConnectionRegistry registry = registry(defaults, file);
        return new Settings(
                registry, file, registry, values.duration(PERIOD, "60s", LONGEST),
                values.duration(TIMEOUT, "30s", LONGEST), values.duration(SUSPEND, "60s", LONGEST), retry,
                values.choice(UNKNOWN_FIELDS, UnknownFields.REJECT),
                values.choice(EMPTY_EXTERNAL_IDS, EmptyExternalIds.REJECT),
                values.choice(CONNECTION_HEALTH, ConnectionHealth.REPORT), LedgerConfig.read(values),
                replyTargets());
    }

    private ConnectionRegistry registry(ConnectionDefaults defaults, Optional<ConnectionsFile> file) {
        Map<String, KeyedConnection> configured = new HashMap<>();
        if (properties.containsKey(API_KEY)) {
            configured.put(Connection.DEFAULT,
                    connections.connection(Connection.DEFAULT, defaults.baseUrl(), defaults.limit(), API_KEY, COMPANY));
        } else if (properties.containsKey(COMPANY)) {
            throw new ConfigurationException(COMPANY + " is for the key of wlcro.api-key, and there is none; for another"
                    + " connection set wlcro.connections.NAME.company");
        }
        configured.putAll(connections.read(defaults));
        ConnectionRegistry registry = new ConnectionRegistry(configured);
        file.ifPresent(each -> registry.reload(each, each.file().content(), placeholders));
        if (registry.all().isEmpty()) {
            throw new ConfigurationException(
                    "No API key: set the environment variable WLCRO_API_KEY or the property wlcro.api-key"
                            + " (the key is made in the CRM under Settings > Integrations > API Keys)");
        }
        return registry;
    }

    private Map<String, String> replyTargets() {
        return properties.entrySet().stream().filter(each -> isReplyTarget(each.getKey())).collect(Collectors.toUnmodifiableMap(
                each -> each.getKey().substring(Settings.REPLY_TO.length()), Map.Entry::getValue));
    }

    private static boolean isReplyTarget(String property) {
        return property.startsWith(Settings.REPLY_TO) && property.length() > Settings.REPLY_TO.length();
    }

    private void refuseUnknown() {
        List<String> known = new ArrayList<>(KNOWN);
        known.addAll(connections.known());
        GatewayConfig.names(properties.keySet()).forEach(name -> known.addAll(GatewayConfig.propertiesOf(name)));
        for (String property : properties.keySet()) {
            if (!known.contains(property) && !isReplyTarget(property) && !GatewayConfig.isOfToken(property)) {
                throw new ConfigurationException("Unknown property " + property + Suggestions.hint(property, known)
                        + " (docs/configuration.md lists all properties)");
            }
        }
    }
}
