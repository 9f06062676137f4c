package com.whitelabelcro.camel.junit;

import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.ledger.jdbc.LedgerReset;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import com.whitelabelcro.camel.sandbox.SandboxRequest;
import com.whitelabelcro.camel.sandbox.SandboxStats;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fake of the API for the tests of your own routes, as a JUnit 5 extension:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final WlcroSandbox SANDBOX = new WlcroSandbox();
 *
 * context.addRoutes(new WhiteLabelCro(SANDBOX.settings()));   // or give SANDBOX.properties() to your host
 * ...
 * assertThat(SANDBOX.records()).singleElement().extracting(SandboxRecord::kind).isEqualTo("lead");
 * }</pre>
 *
 * The sandbox accepts requests as soon as it is constructed, is reset before each test, and stops after the last test.
 * The ledger of the pack is in a temporary file, and is emptied before each test as well: a record of an earlier test is
 * not a duplicate, even in a context that outlives a test.
 */
public final class WlcroSandbox implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private final SandboxConfig config;
    private final Sandbox sandbox;
    private final LedgerConfig ledger;
    private boolean perClass;

    /**
     * A sandbox that behaves as the API is documented, except that its rate-limit window is one second instead of one
     * minute. It keeps the bodies of {@link #requests()}.
     */
    public WlcroSandbox() {
        this(SandboxConfig.of(change -> change.period(Duration.ofSeconds(1)).keepBodies(true)));
    }

    /**
     * A sandbox with this configuration, which is restored before each test.
     *
     * @param config the behaviour; limit and period of the pack are taken from it
     */
    public WlcroSandbox(SandboxConfig config) {
        this.config = config;
        this.sandbox = Sandbox.start(config);
        this.ledger = LedgerConfig.defaults().withUrl(LedgerConfig.SQLITE + file());
    }

    /** Deleted when the JVM ends, because a context may outlive its tests. */
    private static Path file() {
        try {
            Path folder = Files.createTempDirectory("wlcro-sandbox");
            Path file = folder.resolve("wlcro.db");
            folder.toFile().deleteOnExit();
            for (String suffix : List.of("", "-wal", "-shm")) {
                folder.resolve(file.getFileName() + suffix).toFile().deleteOnExit();
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings for a pack that calls this sandbox; its ledger is a temporary file of this extension. */
    public Settings settings() {
        return SettingsReader.read(properties());
    }

    /** The same settings as properties, such as {@code wlcro.base-url}. */
    public Map<String, String> properties() {
        int limit = config.rateLimit().limit();
        return Map.of(
                "wlcro.base-url", sandbox.baseUrl().toString(),
                "wlcro.api-key", config.keys().get(0).key(),
                "wlcro.limit", limit == 0 ? "100000" : Integer.toString(limit),
                "wlcro.period", config.rateLimit().period().toMillis() + "ms",
                "wlcro.timeout", "5s",
                "wlcro.suspend", "1s",
                LedgerConfig.URL, ledger.url());
    }

    /** Scripts the answers to the next requests of this test, one step per request. */
    public void script(ScriptedAnswer... steps) {
        sandbox.script(steps);
    }

    /** The records in the sandbox, oldest first. */
    public List<SandboxRecord> records() {
        return sandbox.records();
    }

    /** The requests that the sandbox received, in order of arrival. */
    public List<SandboxRequest> requests() {
        return sandbox.requests();
    }

    /** Counts of the requests that the sandbox received. */
    public SandboxStats stats() {
        return sandbox.stats();
    }

    /** The sandbox itself, for everything that this extension does not offer. */
    public Sandbox sandbox() {
        return sandbox;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        perClass = true;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        sandbox.reset(config);
        LedgerReset.empty(ledger);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!perClass) {
            sandbox.close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        sandbox.close();
    }
}
