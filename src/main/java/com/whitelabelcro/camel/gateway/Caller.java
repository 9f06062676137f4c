package com.whitelabelcro.camel.gateway;

import com.whitelabelcro.camel.config.GatewayToken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who made a request that the door admitted, and what it may do.
 *
 * @param tag identifies the caller in the ledger; only the same caller may see the records that it made
 * @param token what the caller may do
 */
public record Caller(String tag, GatewayToken token) {

    private static final String LOCAL = "local";

    /** The holder of a token. */
    static Caller of(GatewayToken token) {
        return new Caller("token:" + token.name(), token);
    }

    /** Whoever calls from this machine while there are no tokens: may do everything. */
    static Caller local(List<String> connections) {
        return new Caller(LOCAL, new GatewayToken(LOCAL, "", connections, Set.of(GatewayToken.ALL), Set.of(), Map.of(),
                Integer.MAX_VALUE, 100, Optional.empty(), Set.of()));
    }

    /** Whether the caller has no token. */
    boolean isLocal() {
        return tag.equals(LOCAL);
    }
}
