package com.whitelabelcro.camel.sandbox;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The configuration of a sandbox. The defaults are the API as documented: 100 requests a minute for one key, no faults.
 *
 * @param keys the accepted keys; each has its own window, and those that name the same company write to the same records
 * @param rateLimit the quota
 * @param answers the open points of the contract
 * @param faults the faults and delays
 * @param script answers for the next requests, each used once; a step that matches a request comes before key, quota and faults
 */
@JsonDeserialize(builder = SandboxConfigBuilder.class)
public record SandboxConfig(List<SandboxKey> keys, RateLimitWindow rateLimit, AnswerStyle answers, FaultPlan faults,
        List<ScriptedAnswer> script) {

    /** The key that is accepted if none is configured. It opens nothing but a sandbox. */
    public static final String DEFAULT_KEY = "wlcro_live_1_sandbox";

    public SandboxConfig {
        keys = List.copyOf(keys);
        script = List.copyOf(script);
        Set<String> seen = new HashSet<>();
        for (SandboxKey key : keys) {
            if (!seen.add(key.key())) {
                throw new IllegalArgumentException("keys holds the same key twice");
            }
        }
    }

    /** The API as documented. */
    public static SandboxConfig defaults() {
        return new SandboxConfigBuilder().build();
    }

    /** The API as documented, but for these changes: {@code SandboxConfig.of(c -> c.limit(5).fault(Fault.CUT, 0.1))}. */
    public static SandboxConfig of(Consumer<SandboxConfigBuilder> changes) {
        return defaults().with(changes);
    }

    /**
     * Reads a configuration. Names that are left out keep their defaults, and a blank text means all defaults.
     *
     * @throws IllegalArgumentException if the text is neither blank nor a JSON object, or if a name or a value is wrong
     */
    public static SandboxConfig fromJson(String json) {
        return SandboxConfigJson.read(json);
    }

    /** A copy with these changes. */
    public SandboxConfig with(Consumer<SandboxConfigBuilder> changes) {
        SandboxConfigBuilder builder = new SandboxConfigBuilder(this);
        changes.accept(builder);
        return builder.build();
    }
}
