package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** After every class of tests no thread of the pack is left in the process: who leaves one is told, not who comes next. */
public final class ThreadLeakExtension implements AfterAllCallback {

    @Override
    public void afterAll(ExtensionContext context) {
        await().untilAsserted(() -> assertThat(PackThreads.ours()).isEmpty());
    }
}
