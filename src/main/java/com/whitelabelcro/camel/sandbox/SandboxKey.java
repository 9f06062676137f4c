package com.whitelabelcro.camel.sandbox;

import java.util.Set;

/**
 * An API key that the sandbox accepts. Each key has a company of its own and a rate window of its own.
 *
 * @param key the value of {@code X-Api-Key}
 * @param scopes what it may do; the nine actions need {@value #WRITE}
 */
public record SandboxKey(String key, Set<String> scopes) {

    /** The scope of the nine actions (contract section 2). */
    public static final String WRITE = "integrations:write";

    public SandboxKey {
        scopes = Set.copyOf(scopes);
        if (key.isBlank()) {
            throw new IllegalArgumentException("A key cannot be blank");
        }
    }

    /** A key that may use the nine actions. */
    public static SandboxKey of(String key) {
        return new SandboxKey(key, Set.of(WRITE));
    }

    /** A key without the write scope: every action is answered with 403. */
    public static SandboxKey readOnly(String key) {
        return new SandboxKey(key, Set.of("integrations:read"));
    }

    /** Names the scopes only: a key belongs in no log, not even one for a sandbox. */
    @Override
    public String toString() {
        return "SandboxKey" + scopes;
    }
}
