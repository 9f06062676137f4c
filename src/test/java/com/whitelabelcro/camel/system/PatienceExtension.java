package com.whitelabelcro.camel.system;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Sets how long tests wait for an expected result. All tests use the same, long time: on a busy machine a process needs ten seconds to
 * start, and it does no harm that a failing test takes longer.
 */
public final class PatienceExtension implements BeforeAllCallback {

    /** The maximum time for any result. */
    public static final Duration PATIENCE = Duration.ofSeconds(90);

    /** The interval between two checks. The first check is immediate, so that an available result costs no time. */
    private static final Duration EVERY = Duration.ofMillis(25);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(PATIENCE);
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(EVERY);
    }
}
