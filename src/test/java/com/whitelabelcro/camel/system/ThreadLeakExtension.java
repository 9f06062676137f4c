package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class that leaves a thread of the pack running, so that the failure is not reported for a later class. */
public final class ThreadLeakExtension implements AfterAllCallback {

    @Override
    public void afterAll(ExtensionContext context) {
        await().untilAsserted(() -> assertThat(PackThreads.ours()).isEmpty());
    }
}
