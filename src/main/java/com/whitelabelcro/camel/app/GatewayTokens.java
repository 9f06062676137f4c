package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.config.GatewayConfig;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.setup.RoutePackInstaller;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of the gateway, whose tokens change with their file while it runs. Thread-safe. */
final class GatewayTokens {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayTokens.class);

    private final RoutePackInstaller pack;
    private final Settings settings;
    private volatile GatewayConfig now;

    /**
     * @param config the settings without the tokens of the file
     * @param pack reads the file again when it changes
     * @param settings the connections that exist now
     */
    GatewayTokens(GatewayConfig config, RoutePackInstaller pack, Settings settings) {
        this.now = config;
        this.pack = pack;
        this.settings = settings;
    }

    GatewayConfig now() {
        return now;
    }

    /**
     * Reads the file of tokens, if there is one, and from then on reads it when it changes.
     *
     * @throws ConfigurationException if the file is invalid
     */
    void read(CamelContext context) {
        now.file().ifPresent(tokens -> {
            now = now.with(tokens.file().content(), context::resolvePropertyPlaceholders);
            pack.watch(tokens.file(), "tokens", content -> use(now.with(content, context::resolvePropertyPlaceholders)));
        });
    }

    /** @throws ConfigurationException if a token names something that does not exist */
    void check() {
        now.check(settings.connections().keySet(), fields());
    }

    /**
     * Applies the tokens of a changed file. Tokens that are valid before and after remain valid without interruption. A connection may have
     * been removed meanwhile: requests for it are refused, and the rest of the file takes effect, such as a revocation.
     */
    private void use(GatewayConfig changed) {
        changed.check(fields());
        GatewayConfig before = now;
        now = changed;
        changed.changesSince(before).forEach((name, change) -> LOG.info("Token {}: {}", name, change));
        changed.withoutConnection(settings.connections().keySet()).forEach((name, connection) -> LOG.warn(
                "Token {}: names the connection {}, which does not exist; requests for it are refused", name, connection));
    }

    /** The fields of each action. */
    private Map<String, Set<String>> fields() {
        Map<String, Set<String>> fields = new TreeMap<>();
        pack.actions().forEach(action -> fields.put(action.name(), action.fields().keySet()));
        return fields;
    }
}
