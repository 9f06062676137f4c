package com.whitelabelcro.camel.sandbox;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API key that the sandbox accepts. Each key has a rate window of its own. Keys that name the same company, as in
 * {@code wlcro_live_92_old} and {@code wlcro_live_92_new}, write to its records; every other key has a company of its own.
 *
 * @param key the value of {@code X-Api-Key}
 * @param scopes what it may do; the nine actions need {@value #WRITE}, which is what null stands for
 */
public record SandboxKey(@JsonProperty(required = true) String key, Set<String> scopes) {

    /** The scope of the nine actions (contract section 2). */
    public static final String WRITE = "integrations:write";

    private static final Pattern DOCUMENTED = Pattern.compile("wlcro_(?:live_)?0*(\\d+)_.+");

    @JsonCreator
    public SandboxKey {
        scopes = scopes == null ? Set.of(WRITE) : Set.copyOf(scopes);
        if (key == null || key.isBlank()) {
            throw new IllegalArgumentException("A key cannot be blank");
        }
    }

    /** A key that may use the nine actions. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static SandboxKey of(String key) {
        return new SandboxKey(key, Set.of(WRITE));
    }

    /** A key without the write scope: every action is answered with 403. */
    public static SandboxKey readOnly(String key) {
        return new SandboxKey(key, Set.of("integrations:read"));
    }

    /** The company that it names (contract section 9), if it names one. */
    Optional<String> company() {
        Matcher documented = DOCUMENTED.matcher(key);
        return documented.matches() ? Optional.of(documented.group(1)) : Optional.empty();
    }

    /** Names the scopes only: a key belongs in no log, not even one for a sandbox. */
    @Override
    public String toString() {
        return "SandboxKey" + scopes;
    }
}
