package com.whitelabelcro.camel.sandbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides script step, key, quota and fault of each request on its arrival, one request at a time, so that the same seed gives the
 * same run again.
 */
final class RequestAdmission {

    /** How far a request got. */
    enum Decision { SCRIPTED, UNKNOWN_KEY, OVER_LIMIT, ADMITTED }

    /**
     * A request that has arrived.
     *
     * @param seq its number, from 1
     * @param time its instant, in nanoseconds since 1970 on the monotonic clock
     * @param config the rules that apply to it
     * @param decision how far it got
     * @param account its key; null if it has no valid one, or if the key was not checked
     * @param step the step of the script that it took, or null
     * @param turn its position in the rate window; null without a limit
     * @param draw its random values; null unless it was admitted
     * @param pause the minimum duration of its answer, in nanoseconds
     */
    record Arrival(long seq, long time, SandboxConfig config, Decision decision, SandboxAccount account, ScriptedAnswer step,
            Window.Turn turn, Faults.Draw draw, long pause) {}

    private final ServerTime time;
    private final Map<String, SandboxAccount> accounts = new LinkedHashMap<>();
    private final Map<String, SandboxAccount> valid = new HashMap<>();
    private final Deque<ScriptedAnswer> script = new ArrayDeque<>();
    private SandboxConfig config;
    private Faults faults;
    private long seq;

    RequestAdmission(SandboxConfig config, ServerTime time) {
        this.time = time;
        configure(config);
    }

    /** Changes the rules from the next request on. Counters are kept; a revoked key that is listed is valid again. */
    synchronized void configure(SandboxConfig newConfig) {
        config = newConfig;
        faults = new Faults(newConfig.faults(), time.now());
        script.clear();
        script.addAll(newConfig.script());
        valid.clear();
        for (SandboxKey key : newConfig.keys()) {
            SandboxAccount account = accounts.computeIfAbsent(key.key(),
                    unknown -> new SandboxAccount(accounts.size() + 1, company(key), key, newConfig.rateLimit()));
            account.configure(key, newConfig.rateLimit());
            valid.put(key.key(), account);
        }
    }

    /** The index of an earlier key that names the same company, otherwise its own. */
    private int company(SandboxKey key) {
        return accounts.entrySet().stream()
                .filter(each -> key.company().isPresent() && SandboxKey.of(each.getKey()).company().equals(key.company()))
                .map(each -> each.getValue().company()).findFirst().orElse(accounts.size() + 1);
    }

    synchronized Arrival arrive(String path, String key) {
        long now = time.now();
        seq++;
        long pause = faults.pause();
        ScriptedAnswer step = nextStep(path);
        if (step != null && step.status() != 0) {
            return new Arrival(seq, now, config, Decision.SCRIPTED, null, step, null, null, pause);
        }
        SandboxAccount account = key == null ? null : valid.get(key);
        if (account == null) {
            return new Arrival(seq, now, config, Decision.UNKNOWN_KEY, null, step, null, null, pause);
        }
        Window.Turn turn = account.take(now);
        if (turn != null && !turn.accepted()) {
            return new Arrival(seq, now, config, Decision.OVER_LIMIT, account, step, turn, null, pause);
        }
        Faults.Draw draw = faults.next(now);
        return new Arrival(seq, now, config, Decision.ADMITTED, account, step, turn,
                step == null ? draw : draw.with(step.fault()), pause);
    }

    private ScriptedAnswer nextStep(String path) {
        for (Iterator<ScriptedAnswer> steps = script.iterator(); steps.hasNext();) {
            ScriptedAnswer step = steps.next();
            if (step.fits(path)) {
                steps.remove();
                return step;
            }
        }
        return null;
    }

    synchronized void revoke(String key) {
        valid.remove(key);
    }

    synchronized void script(List<ScriptedAnswer> more) {
        script.addAll(more);
    }

    synchronized void down(boolean down) {
        faults.down(down);
    }

    synchronized List<SandboxStats.PerKey> perKey() {
        List<SandboxStats.PerKey> all = new ArrayList<>();
        accounts.values().forEach(account -> all.add(account.stats()));
        return all;
    }
}
