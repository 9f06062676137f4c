package com.whitelabelcro.camel.config;

import com.whitelabelcro.camel.error.ConfigurationException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The file that {@code wlcro.gateway.tokens-file} names: tokens of the gateway that can be added, changed and removed without a
 * restart. Its lines are such as {@code website.token = {{env:WEBSITE_TOKEN}}}. Immutable.
 */
public final class TokensFile {

    /** The property that names the file. */
    public static final String PROPERTY = "wlcro.gateway.tokens-file";

    private final PropertiesFile file;
    private final Map<String, String> configured;

    /** @param configured the tokens that are not in the file, as properties with placeholders resolved */
    private TokensFile(PropertiesFile file, Map<String, String> configured) {
        this.file = file;
        this.configured = configured;
    }

    static TokensFile of(String value, Map<String, String> configured) {
        Map<String, String> tokens = new TreeMap<>(configured);
        tokens.keySet().removeIf(name -> !name.startsWith(GatewayConfig.TOKENS));
        return new TokensFile(new PropertiesFile("tokens file", PROPERTY, value), tokens);
    }

    /** The file itself. */
    public PropertiesFile file() {
        return file;
    }

    /** Whether a token is in the file, and not configured outside of it. */
    boolean holds(String token) {
        return configured.keySet().stream().noneMatch(name -> name.startsWith(GatewayConfig.TOKENS + token + "."));
    }

    /**
     * All tokens: those that are configured, and those of this content.
     *
     * @throws ConfigurationException if a line is invalid, or a token is in both places
     */
    Map<String, GatewayToken> read(byte[] content, UnaryOperator<String> placeholders) {
        Map<String, String> all = new TreeMap<>(configured);
        // This includes lines without a value: a file that contains only a mistake would revoke all tokens.
        file.entries(content).keySet().stream().filter(name -> !GatewayConfig.isOfToken(GatewayConfig.TOKENS + name)).forEach(name -> {
            throw file.wrong(PropertiesFile.shown(name) + " is no property of a token; a line is NAME.token, NAME.actions or"
                    + " another one, without " + GatewayConfig.TOKENS);
        });
        file.properties(content, placeholders).forEach((name, value) -> {
            if (all.put(GatewayConfig.TOKENS + name, value) != null) {
                throw file.wrong(name + " is also configured outside of the file; take it out of one of the two");
            }
        });
        try {
            return GatewayConfig.tokens(all);
        } catch (ConfigurationException e) {
            throw file.wrong(e.getMessage());
        }
    }
}
