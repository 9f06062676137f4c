package com.whitelabelcro.camel.junit;

import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import com.whitelabelcro.camel.sandbox.SandboxRequest;
import com.whitelabelcro.camel.sandbox.SandboxStats;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
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
 * It listens from its construction on, begins anew before each test, and ends after the tests. The pack's ledger is
 * not begun anew: in a context that outlives a test, a record with the {@code external_id} and the content of an earlier
 * one is a duplicate and makes no request.
 */
public final class WlcroSandbox implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private final SandboxConfig config;
    private final Sandbox sandbox;
    private boolean ofTheClass;

    /** The API as documented, but for its minute, which lasts a second. It keeps the bodies of {@link #requests()}. */
    public WlcroSandbox() {
        this(SandboxConfig.of(change -> change.period(Duration.ofSeconds(1)).keepBodies(true)));
    }

    /** An API that behaves so at the beginning of each test. The pack's limit and period are those of this API. */
    public WlcroSandbox(SandboxConfig config) {
        this.config = config;
        this.sandbox = Sandbox.start(config);
    }

    /** The settings of a pack that talks to this sandbox; its ledger is in memory. */
    public Settings settings() {
        return SettingsReader.read(properties());
    }

    /** The same as properties, {@code wlcro.base-url} and others. */
    public Map<String, String> properties() {
        int limit = config.rateLimit().limit();
        return Map.of(
                "wlcro.base-url", sandbox.baseUrl().toString(),
                "wlcro.api-key", config.keys().get(0).key(),
                "wlcro.limit", limit == 0 ? "100000" : Integer.toString(limit),
                "wlcro.period", config.rateLimit().period().toMillis() + "ms",
                "wlcro.timeout", "5s",
                "wlcro.suspend", "1s",
                "wlcro.ledger.url", "jdbc:sqlite::memory:");
    }

    /** Answers the next requests of this test so, one by one. */
    public void script(ScriptedAnswer... steps) {
        sandbox.script(steps);
    }

    /** The records that the API holds, the oldest first. */
    public List<SandboxRecord> records() {
        return sandbox.records();
    }

    /** The requests that the API got, by arrival. */
    public List<SandboxRequest> requests() {
        return sandbox.requests();
    }

    /** What the API got, counted. */
    public SandboxStats stats() {
        return sandbox.stats();
    }

    /** The sandbox itself, for all else that it can do. */
    public Sandbox sandbox() {
        return sandbox;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        ofTheClass = true;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        sandbox.reset(config);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!ofTheClass) {
            sandbox.close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        sandbox.close();
    }
}
