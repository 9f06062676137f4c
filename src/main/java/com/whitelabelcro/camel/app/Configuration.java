package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.ConnectionsFile;
import com.whitelabelcro.camel.config.GatewayConfig;
import com.whitelabelcro.camel.config.InboxConfig;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.error.ConfigurationException;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The configuration of the runnable jar: {@code application.properties} in the working directory, otherwise in the folder
 * {@code WLCRO_CONF}, the environment, and
 * {@code -D}; the last one takes precedence. Properties that begin with {@code wlcro.} are kept separate from the rest,
 * so that no placeholder of a route can read a key.
 */
public final class Configuration {

    /** The property for the location of the user's scenarios, for {@code run}. */
    public static final String SCENARIOS = "wlcro.scenarios";

    private static final String FILE = "application.properties";
    /** The environment variable for the folder of the file, which {@code bin/wlcro} sets to {@code conf} of the package. */
    private static final String FOLDER = "WLCRO_CONF";
    private static final String PREFIX = "wlcro.";
    private static final String KEY = "wlcro.api-key";
    private static final String COMPANY = "wlcro.company";
    private static final String CONNECTIONS = "wlcro.connections.";
    private static final Pattern CONNECTION = Pattern.compile("wlcro\\.connections\\.([^.]+)\\..+");
    private static final String NO_KEY = "wlcro_no_key_";
    /** The name of the ledger that all commands share. */
    private static final String LEDGER = "wlcro";
    private static final String DEFAULT_SCENARIOS = "file:scenarios/*.camel.yaml";

    private final Map<String, String> ours = new HashMap<>();
    private final Properties others = new Properties();
    private boolean keysNeeded = true;

    private Configuration() {}

    /** The configuration of this process: its working directory, environment and system properties. */
    public static Configuration ofProcess() {
        return load(Path.of(""), System.getenv(), System.getProperties());
    }

    /**
     * Reads the configuration.
     *
     * @param directory the working directory
     * @param environment the environment variables
     * @param system the system properties. The pack's own are removed from them, because system properties are visible
     *     to other tools
     * @throws ConfigurationException if the file cannot be read
     */
    public static Configuration load(Path directory, Map<String, String> environment, Properties system) {
        Configuration configuration = new Configuration();
        Properties file = read(file(directory, environment));
        for (String name : file.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                configuration.ours.put(name, file.getProperty(name));
            } else {
                configuration.others.setProperty(name, file.getProperty(name));
            }
        }
        configuration.ours.putAll(SettingsReader.fromEnvironment(environment));
        for (String name : system.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                configuration.ours.put(name, system.getProperty(name));
                system.remove(name);
            }
        }
        return configuration;
    }

    /** The file in the working directory; if there is none, the one in the folder that the environment names. */
    private static Path file(Path directory, Map<String, String> environment) {
        Path here = directory.resolve(FILE);
        String folder = environment.getOrDefault(FOLDER, "");
        return Files.exists(here) || folder.isBlank() ? here : Path.of(folder).resolve(FILE);
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new ConfigurationException(file.getFileName()
                        + " cannot be read; it must be UTF-8 text with lines such as wlcro.limit=100");
            }
        }
        return properties;
    }

    /**
     * Sets a property of the pack; it takes precedence over all sources.
     *
     * @return this
     */
    public Configuration with(String name, String value) {
        ours.put(name, value);
        return this;
    }

    /** The names of the configured connections; {@code default} only if it is configured by name. */
    public Set<String> connections() {
        Map<String, String> all = new HashMap<>(ours);
        Optional.ofNullable(ours.get(ConnectionsFile.PROPERTY)).filter(file -> !file.isBlank())
                .ifPresent(file -> all.putAll(ConnectionsFile.asProperties(file.strip())));
        return all.keySet().stream().map(CONNECTION::matcher).filter(Matcher::matches).map(each -> each.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Directs all connections to a sandbox: the user's addresses and keys are dropped, and the ledger is in memory.
     */
    public Configuration onSandbox(URI baseUrl, UnaryOperator<String> keyOf) {
        withoutConnectionsFile();
        ours.keySet().removeIf(name -> name.equals(COMPANY)
                || name.startsWith(CONNECTIONS) && (name.endsWith(".base-url") || name.endsWith(".company")));
        ours.put("wlcro.base-url", baseUrl.toString());
        ours.put(LedgerConfig.URL, LedgerConfig.MEMORY_URL);
        ours.put(KEY, "");
        return withKeys(keyOf);
    }

    /** For commands that send nothing: no key is required, and each connection gets a different placeholder key. */
    public Configuration withoutKeys() {
        return withKeys(connection -> NO_KEY + connection);
    }

    /** For commands that only read the ledger: a connection without a key gets a {@link #isNone placeholder}. */
    public Configuration withKeysThatThereAre() {
        keysNeeded = false;
        return withoutConnectionsFile();
    }

    /** Merges the connections of the file into the properties, where they can be changed. */
    private Configuration withoutConnectionsFile() {
        String file = ours.remove(ConnectionsFile.PROPERTY);
        if (file != null && !file.isBlank()) {
            ours.putAll(ConnectionsFile.asProperties(file.strip()));
        }
        return this;
    }

    /** Whether the key is a placeholder for a missing key. */
    public static boolean isNone(String key) {
        return key.startsWith(NO_KEY);
    }

    private Configuration withKeys(UnaryOperator<String> keyOf) {
        withoutConnectionsFile();
        Set<String> named = connections();
        named.forEach(name -> ours.put(CONNECTIONS + name + ".api-key", keyOf.apply(name)));
        if (named.isEmpty() || ours.containsKey(KEY)) {
            ours.put(KEY, keyOf.apply(Connection.DEFAULT));
        }
        return this;
    }

    /**
     * Converts the pack's properties to settings.
     *
     * @param context resolves placeholders such as {@code {{env:WLCRO_API_KEY:}}}
     * @throws ConfigurationException if a property is invalid, or there is no place for the ledger
     */
    public Settings settings(CamelContext context) {
        Map<String, String> resolved = resolved(context, "");
        if (!keysNeeded) {
            connections().forEach(name -> orNone(resolved, CONNECTIONS + name + ".api-key", name));
            if (connections().isEmpty() || ours.containsKey(KEY)) {
                orNone(resolved, KEY, Connection.DEFAULT);
            }
        }
        Settings settings = SettingsReader.read(resolved, context::resolvePropertyPlaceholders);
        return settings.withLedger(settings.ledger().orInHome(LEDGER));
    }

    private static void orNone(Map<String, String> resolved, String property, String connection) {
        if (resolved.getOrDefault(property, "").isBlank()) {
            resolved.put(property, NO_KEY + connection);
        }
    }

    /** Converts the pack's properties to settings, with a temporary context. */
    public Settings settings() throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            return settings(context);
        }
    }

    /** The properties that begin so, without placeholders. */
    private Map<String, String> resolved(CamelContext context, String prefix) {
        Map<String, String> resolved = new HashMap<>();
        ours.keySet().stream().filter(name -> name.startsWith(prefix)).forEach(name -> {
            try {
                resolved.put(name, context.resolvePropertyPlaceholders(ours.get(name)));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(name + " holds a placeholder that cannot be resolved");
            }
        });
        return resolved;
    }

    /**
     * The settings of the gateway.
     *
     * @param context resolves placeholders such as {@code {{env:WEB_TOKEN}}}
     * @throws ConfigurationException if a property is invalid
     */
    public GatewayConfig gateway(CamelContext context) {
        return GatewayConfig.read(resolved(context, ""));
    }

    /** The location of the user's scenarios. */
    public String scenarios() {
        String given = ours.getOrDefault(SCENARIOS, "");
        return given.isBlank() ? DEFAULT_SCENARIOS : given;
    }

    /** The settings of the web server. */
    public WebConfig web() {
        return WebConfig.of(ours.getOrDefault(WebConfig.HOSTS, ""), ours.getOrDefault(WebConfig.TIMEOUT, ""));
    }

    /**
     * The inbox folder; empty if there is none.
     *
     * @throws ConfigurationException if a property is invalid
     */
    public Optional<InboxConfig> inbox() throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            return InboxConfig.read(resolved(context, InboxConfig.DIRECTORY));
        }
    }

    /** All other properties of the file: the user's own and Camel's. */
    public Properties others() {
        return others;
    }
}
