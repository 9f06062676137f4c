package com.example.host;

import com.whitelabelcro.camel.junit.WlcroSandbox;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A slow sandbox and a ledger in a file, for {@link QuarkusStopTest}. */
public class SlowApi implements QuarkusTestResourceLifecycleManager {

    private final WlcroSandbox sandbox = new WlcroSandbox(Stopping.SLOW);
    private Map<String, String> properties;

    @Override
    public Map<String, String> start() {
        try {
            properties = Stopping.properties(sandbox, Files.createTempDirectory(Path.of("target"), "stop"));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector tests) {
        tests.injectIntoFields(sandbox, new TestInjector.MatchesType(WlcroSandbox.class));
        tests.injectIntoFields(properties, new TestInjector.MatchesType(Map.class));
    }

    @Override
    public void stop() {
        sandbox.sandbox().close();
    }
}
