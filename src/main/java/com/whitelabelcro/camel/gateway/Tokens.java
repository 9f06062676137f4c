package com.whitelabelcro.camel.gateway;

import com.whitelabelcro.camel.config.GatewayConfig;
import com.whitelabelcro.camel.config.GatewayToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tokens of the gateway, found by their secret. Immutable. */
final class Tokens {

    private final Collection<GatewayToken> all;

    /** @param all the tokens; must not be modified afterwards */
    Tokens(Collection<GatewayToken> all) {
        this.all = all;
    }

    /**
     * Finds the token with this secret. The time that it takes depends neither on the secrets nor on which token it is:
     * the hash of the secret is compared with every token's, in constant time.
     */
    Optional<GatewayToken> find(String secret) {
        byte[] hash = bytes(GatewayConfig.sha256(secret));
        GatewayToken found = null;
        for (GatewayToken each : all) {
            found = MessageDigest.isEqual(hash, bytes(each.sha256())) ? each : found;
        }
        return Optional.ofNullable(found);
    }

    /** The origins that any of the tokens names. */
    Set<String> origins() {
        return all.stream().flatMap(each -> each.origins().stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static byte[] bytes(String hex) {
        return hex.getBytes(StandardCharsets.US_ASCII);
    }
}
