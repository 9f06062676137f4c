package com.whitelabelcro.camel.config;

import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Suggestions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
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

/**
 * The settings of the gateway: whether it runs, and who may call it.
 *
 * @param enabled whether {@code run} serves the gateway
 * @param file the file with more tokens; empty if none is configured
 * @param tokens the tokens by name; if there is neither a file nor a token, the gateway serves the local machine only
 */
public record GatewayConfig(boolean enabled, Optional<TokensFile> file, Map<String, GatewayToken> tokens) {

    /** The property that switches the gateway on. */
    public static final String ENABLED = "wlcro.gateway.enabled";

    static final String TOKENS = "wlcro.gateway.tokens.";
    private static final String TOKEN = "token";
    private static final String SHA256 = "sha256";
    private static final String CONNECTIONS = "connections";
    private static final String ACTIONS = "actions";
    private static final String FIELDS = "fields";
    private static final String FIXED = "set.";
    private static final String RATE = "rate";
    private static final String SHARE = "share";
    private static final String SECRET = "hmac.secret";
    private static final String HEADER = "hmac.header";
    private static final String ENCODING = "hmac.encoding";
    private static final String PREFIX = "hmac.prefix";
    private static final String ORIGINS = "origins";
    private static final List<String> TOKEN_PROPERTIES = List.of(TOKEN, SHA256, CONNECTIONS, ACTIONS, FIELDS, FIXED + "FIELD",
            RATE, SHARE, SECRET, HEADER, ENCODING, PREFIX, ORIGINS);

    private static final Pattern PROPERTY = Pattern.compile("wlcro\\.gateway\\.tokens\\.([A-Za-z0-9_-]+)\\.([A-Za-z0-9_.-]+)");
    private static final Pattern FIELD = Pattern.compile("set\\.[A-Za-z0-9_]+");
    /** Characters that need no escaping in a path or a header, and a length that cannot be guessed. */
    private static final Pattern SECRET_TEXT = Pattern.compile("[A-Za-z0-9._~-]{20,200}");
    /**
     * An attacker who sees one signed request can try out secrets offline, so that a secret must be as long as a token. RFC 2104
     * recommends 32 bytes.
     */
    private static final int SHORTEST_KEY = 20;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9-]+");
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.-]+(:[0-9]+)?|https?://\\[[0-9a-fA-F:]+](:[0-9]+)?");

    public GatewayConfig {
        tokens = Map.copyOf(tokens);
    }

    /** No gateway. */
    public static GatewayConfig none() {
        return new GatewayConfig(false, Optional.empty(), Map.of());
    }

    /** Whether this is the name of a property that a token has. */
    static boolean isOfToken(String property) {
        Matcher matcher = PROPERTY.matcher(property);
        return matcher.matches() && (TOKEN_PROPERTIES.contains(matcher.group(2)) || FIELD.matcher(matcher.group(2)).matches());
    }

    /** The names of a token's properties, for the token of this name. */
    static List<String> propertiesOf(String token) {
        return TOKEN_PROPERTIES.stream().map(each -> TOKENS + token + "." + each).toList();
    }

    /** The names of the tokens among these properties. */
    static Set<String> names(Collection<String> properties) {
        Set<String> names = new TreeSet<>();
        for (String property : properties) {
            Matcher matcher = PROPERTY.matcher(property);
            if (matcher.matches()) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }

    /**
     * Reads the settings, without the file of tokens.
     *
     * @param all the properties of the pack, with placeholders resolved
     * @throws ConfigurationException if one of them is invalid, or two tokens have the same secret
     */
    public static GatewayConfig read(Map<String, String> all) {
        Map<String, String> properties = new TreeMap<>();
        all.forEach((name, value) -> {
            if (!value.isBlank()) {
                properties.put(name, value.strip());
            }
        });
        return new GatewayConfig(isTrue(properties), Optional.ofNullable(properties.get(TokensFile.PROPERTY))
                .map(path -> TokensFile.of(path, properties)), tokens(properties));
    }

    /**
     * The same settings with the tokens of the file.
     *
     * @param content the content of the file
     * @throws ConfigurationException if the file is invalid
     */
    public GatewayConfig with(byte[] content, UnaryOperator<String> placeholders) {
        return new GatewayConfig(enabled, file, file.orElseThrow().read(content, placeholders));
    }

    /** Whether callers need a token; also true if all tokens were removed from the file. */
    public boolean needsToken() {
        return file.isPresent() || !tokens.isEmpty();
    }

    /** What has changed, by the token's name. */
    public Map<String, String> changesSince(GatewayConfig before) {
        Map<String, String> changes = new TreeMap<>();
        before.tokens.keySet().forEach(name -> changes.put(name, "removed"));
        tokens.forEach((name, token) -> {
            GatewayToken old = before.tokens.get(name);
            if (token.equals(old)) {
                changes.remove(name);
            } else {
                changes.put(name, old == null ? "added" : old.sha256().equals(token.sha256()) ? "settings changed" : "secret changed");
            }
        });
        return changes;
    }

    /** The tokens among these properties, by name. */
    static Map<String, GatewayToken> tokens(Map<String, String> properties) {
        Map<String, GatewayToken> tokens = new TreeMap<>();
        Map<String, String> holders = new TreeMap<>();
        for (String name : names(properties.keySet())) {
            GatewayToken token = token(name, properties);
            String other = holders.put(token.sha256(), name);
            if (other != null) {
                throw new ConfigurationException("The tokens " + other + " and " + name
                        + " of the gateway have the same secret; give each its own");
            }
            tokens.put(name, token);
        }
        return tokens;
    }

    private static boolean isTrue(Map<String, String> properties) {
        String value = properties.getOrDefault(ENABLED, "false").toLowerCase(Locale.ROOT);
        if (!value.equals("true") && !value.equals("false")) {
            throw new ConfigurationException(ENABLED + " must be true or false, and is " + Values.printable(value));
        }
        return value.equals("true");
    }

    private static GatewayToken token(String name, Map<String, String> properties) {
        String prefix = TOKENS + name + ".";
        Values values = new Values(properties);
        Set<String> actions = new LinkedHashSet<>(list(properties, prefix + ACTIONS));
        if (actions.isEmpty()) {
            throw new ConfigurationException("Token " + name + " of the gateway may do nothing yet; set " + prefix + ACTIONS
                    + " to the actions that it may call, such as create-lead, or to * for all");
        }
        List<String> connections = list(properties, prefix + CONNECTIONS);
        Map<String, String> fixed = new TreeMap<>();
        properties.forEach((property, value) -> {
            if (property.startsWith(prefix + FIXED)) {
                fixed.put(property.substring((prefix + FIXED).length()), value);
            }
        });
        return new GatewayToken(name, hash(prefix, properties),
                connections.isEmpty() ? List.of(Connection.DEFAULT) : connections, actions,
                new LinkedHashSet<>(list(properties, prefix + FIELDS)), fixed,
                values.number(prefix + RATE, 600, 1, 1_000_000), values.number(prefix + SHARE, 10, 1, 100),
                signature(prefix, properties, values), origins(prefix + ORIGINS, properties));
    }

    private static String hash(String prefix, Map<String, String> properties) {
        String secret = properties.get(prefix + TOKEN);
        String hash = properties.getOrDefault(prefix + SHA256, "").toLowerCase(Locale.ROOT);
        if ((secret == null) == hash.isEmpty()) {
            throw new ConfigurationException("Set either " + prefix + TOKEN + " or " + prefix + SHA256
                    + ", the SHA-256 of the token in hexadecimal digits");
        } else if (secret != null && !SECRET_TEXT.matcher(secret).matches()) {
            throw new ConfigurationException(prefix + TOKEN + " must be 20 to 200 letters, digits and . _ ~ -;"
                    + " make one with: openssl rand -hex 24");
        } else if (secret == null && !HASH.matcher(hash).matches()) {
            throw new ConfigurationException(prefix + SHA256 + " must be 64 hexadecimal digits;"
                    + " make it with: printf %s TOKEN | sha256sum");
        }
        return secret == null ? hash : sha256(secret);
    }

    /** SHA-256 of a secret, in hexadecimal digits. */
    public static String sha256(String secret) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static Optional<SignatureScheme> signature(String prefix, Map<String, String> properties, Values values) {
        String secret = properties.get(prefix + SECRET);
        Optional<String> other = List.of(HEADER, ENCODING, PREFIX).stream().map(each -> prefix + each)
                .filter(properties::containsKey).findFirst();
        if (secret == null && other.isPresent()) {
            throw new ConfigurationException(other.get() + " has no effect without " + prefix + SECRET);
        } else if (secret == null) {
            return Optional.empty();
        } else if (secret.length() < SHORTEST_KEY) {
            throw new ConfigurationException(prefix + SECRET + " must have at least " + SHORTEST_KEY
                    + " characters, better 32 (RFC 2104), because a shorter one can be guessed; make one with: openssl rand -hex 32");
        }
        String header = properties.getOrDefault(prefix + HEADER, "X-Signature");
        if (!HEADER_NAME.matcher(header).matches()) {
            throw new ConfigurationException(prefix + HEADER + " must be the name of a header, such as X-Signature");
        }
        return Optional.of(new SignatureScheme(secret, header,
                values.choice(prefix + ENCODING, SignatureScheme.Encoding.HEX), properties.getOrDefault(prefix + PREFIX, "")));
    }

    private static Set<String> origins(String property, Map<String, String> properties) {
        Set<String> origins = new LinkedHashSet<>();
        for (String origin : list(properties, property)) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new ConfigurationException(property
                        + " must list origins such as https://www.example.com, without a path and separated by commas");
            }
            origins.add(origin.toLowerCase(Locale.ROOT));
        }
        return origins;
    }

    private static List<String> list(Map<String, String> properties, String property) {
        return Arrays.stream(properties.getOrDefault(property, "").split(",")).map(String::strip)
                .filter(each -> !each.isEmpty()).toList();
    }

    /** The tokens that name a connection which does not exist, each with the first such connection. */
    public Map<String, String> withoutConnection(Set<String> connections) {
        Map<String, String> missing = new TreeMap<>();
        tokens.forEach((name, token) -> token.connections().stream().filter(each -> !connections.contains(each)).findFirst()
                .ifPresent(each -> missing.put(name, each)));
        return missing;
    }

    /**
     * Checks that the tokens name only what exists.
     *
     * @param connections the names of all connections
     * @param actions the fields of each action, by the action's name
     * @throws ConfigurationException if a token names a connection, an action or a field that does not exist
     */
    public void check(Set<String> connections, Map<String, Set<String>> actions) {
        tokens.values().forEach(token -> check(token, () -> token.connections()
                .forEach(each -> mustBeKnown(TOKENS + token.name() + "." + CONNECTIONS, "connection", each, connections))));
        check(actions);
    }

    /** The same without the connections, which may be added and removed while the gateway runs. */
    public void check(Map<String, Set<String>> actions) {
        tokens.values().forEach(token -> check(token, () -> check(token, actions)));
    }

    private void check(GatewayToken token, Runnable what) {
        try {
            what.run();
        } catch (ConfigurationException e) {
            throw file.filter(each -> each.holds(token.name())).map(each -> each.file().wrong(e.getMessage())).orElse(e);
        }
    }

    private static void check(GatewayToken token, Map<String, Set<String>> actions) {
        String prefix = TOKENS + token.name() + ".";
        token.actions().stream().filter(each -> !each.equals(GatewayToken.ALL))
                .forEach(each -> mustBeKnown(prefix + ACTIONS, "action", each, actions.keySet()));
        Set<String> fields = new TreeSet<>();
        actions.forEach((name, own) -> fields.addAll(token.allows(name) ? own : Set.of()));
        List<String> named = new ArrayList<>(token.fields());
        named.addAll(token.fixed().keySet());
        named.forEach(each -> mustBeKnown(prefix + FIELDS + " or " + prefix + FIXED + each, "field", each, fields));
    }

    private static void mustBeKnown(String property, String what, String name, Set<String> known) {
        if (!known.contains(name)) {
            throw new ConfigurationException(property + " names the " + what + " " + name + ", which does not exist"
                    + Suggestions.hint(name, known) + " (" + String.join(", ", new TreeSet<>(known)) + ")");
        }
    }
}
