package com.example.host;

import com.whitelabelcro.camel.junit.WlcroSandbox;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Starts the sandbox before the application, and configures its URL. */
public class Api implements QuarkusTestResourceLifecycleManager {

    private final WlcroSandbox sandbox = new WlcroSandbox();

    @Override
    public Map<String, String> start() {
        return sandbox.properties();
    }

    @Override
    public void inject(TestInjector tests) {
        tests.injectIntoFields(sandbox, new TestInjector.MatchesType(WlcroSandbox.class));
    }

    @Override
    public void stop() {
        sandbox.sandbox().close();
    }
}
