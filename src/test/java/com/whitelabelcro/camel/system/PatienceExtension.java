package com.whitelabelcro.camel.system;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long tests wait for what has to come. It is one time for all, and long: on a busy machine a process needs ten seconds to
 * start, and a test that fails takes longer without harm.
 */
public final class PatienceExtension implements BeforeAllCallback {

    /** At most, of anything that is under way. */
    public static final Duration PATIENCE = Duration.ofSeconds(90);

    /** The time between two looks. The first look is at once: what is there already costs no time. */
    private static final Duration EVERY = Duration.ofMillis(25);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(PATIENCE);
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(EVERY);
    }
}
