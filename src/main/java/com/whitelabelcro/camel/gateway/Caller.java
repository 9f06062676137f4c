package com.whitelabelcro.camel.gateway;

import com.whitelabelcro.camel.config.GatewayToken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The caller of an admitted request, and what it may do.
 *
 * @param tag identifies the caller in the ledger; only the same caller may see its records
 * @param token what the caller may do
 */
public record Caller(String tag, GatewayToken token) {

    private static final String LOCAL = "local";

    /** The holder of a token. */
    static Caller of(GatewayToken token) {
        return new Caller("token:" + token.name(), token);
    }

    /** A caller on this machine while there are no tokens; may do everything. */
    static Caller local(List<String> connections) {
        return new Caller(LOCAL, new GatewayToken(LOCAL, "", connections, Set.of(GatewayToken.ALL), Set.of(), Map.of(),
                Integer.MAX_VALUE, 100, Optional.empty(), Set.of()));
    }

    /** Whether the caller has no token. */
    boolean isLocal() {
        return tag.equals(LOCAL);
    }
}
