package com.whitelabelcro.camel.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A faithful fake of the WhiteLabelCRO Integration API on this machine: the nine write actions with their rules, the
 * rate limit and, on demand, every way in which a real server and its network fail. It is written from the contract
 * alone and shares no code with the routes it tests. Only loopback clients are served, all state is in memory, and
 * every public method may be called from any thread while requests are in flight.
 */
public final class Sandbox implements AutoCloseable {

    private final InstantSource wall;
    private final LongSupplier nanos;
    private final SandboxServer server;
    private volatile SandboxState world;

    private Sandbox(int port, SandboxConfig config, InstantSource wall, LongSupplier nanos) throws IOException {
        this.wall = wall;
        this.nanos = nanos;
        this.world = SandboxState.begin(config, wall, nanos);
        this.server = new SandboxServer(port, () -> world, new ControlApi(this));
    }

    /** Starts a sandbox on any free port. */
    public static Sandbox start(SandboxConfig config) {
        return start(0, config);
    }

    /**
     * Starts a sandbox.
     *
     * @param port the TCP port on 127.0.0.1; 0: any free one
     * @throws UncheckedIOException if it cannot listen there
     */
    public static Sandbox start(int port, SandboxConfig config) {
        return start(port, config, InstantSource.system(), System::nanoTime);
    }

    /**
     * Starts a sandbox with the given clocks.
     *
     * @param wall tells the dates that clients see; it may jump
     * @param nanos drives the rate windows and outages, in nanoseconds; it must not run backwards
     */
    public static Sandbox start(int port, SandboxConfig config, InstantSource wall, LongSupplier nanos) {
        try {
            Sandbox sandbox = new Sandbox(port, config, wall, nanos);
            sandbox.server.start();
            return sandbox;
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
        }
    }

    /** The TCP port it listens on. */
    public int port() {
        return server.port();
    }

    /** What to configure as the base URL: {@code http://127.0.0.1:PORT}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Deletes records, counts, windows and revocations, and starts again with these rules. */
    public void reset(SandboxConfig config) {
        world = SandboxState.begin(config, wall, nanos);
    }

    /** Changes the rules and keeps everything else. Windows continue if limit, period and kind stay the same. */
    public void configure(SandboxConfig config) {
        world.gate().configure(config);
    }

    /** Answers everything with 503, or stops doing so. */
    public void down(boolean down) {
        world.gate().down(down);
    }

    /** Refuses this key from now on with 401, as a revocation does. */
    public void revokeKey(String key) {
        world.gate().revoke(key);
    }

    /** Adds steps to the script. */
    public void script(ScriptedAnswer... steps) {
        world.gate().script(List.of(steps));
    }

    /** The statistics so far. */
    public SandboxStats stats() {
        return world.stats();
    }

    /** All records, the oldest first. */
    public List<SandboxRecord> records() {
        return records(null, 0, Long.MAX_VALUE);
    }

    /** Some records, the oldest first; {@code kind} null: all kinds. */
    public List<SandboxRecord> records(String kind, long offset, long limit) {
        return world.crm().records(kind, offset, limit);
    }

    /** The last 10,000 requests, by arrival. */
    public List<SandboxRequest> requests() {
        return world.history().all();
    }

    /** The nine actions as {@code METHOD path}, ids in braces. */
    public static List<String> endpoints() {
        return Endpoint.all();
    }

    /** The status ids and names that the sandbox knows. */
    public static Map<Integer, String> statuses() {
        return Statuses.BY_ID;
    }

    /** Stops listening, ends delayed answers and closes open connections. */
    @Override
    public void close() {
        server.stop();
    }
}
