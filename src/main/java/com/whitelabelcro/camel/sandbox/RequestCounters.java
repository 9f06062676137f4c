package com.whitelabelcro.camel.sandbox;

import com.whitelabelcro.camel.sandbox.FakeCrm.RequestOutcome;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The running counts behind {@link SandboxStats}. */
final class RequestCounters {

    private final long start;
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private final Map<RequestOutcome.Effect, Long> changes = new EnumMap<>(RequestOutcome.Effect.class);
    private long requests;
    private long duplicates;
    private long rejected;
    private long unauthorized;
    private long answersLost;
    private long first = -1;
    private long last = -1;
    private int concurrent;
    private int mostConcurrent;

    /** @param start the monotonic time from which milliseconds are counted */
    RequestCounters(long start) {
        this.start = start;
    }

    synchronized void arrived(RequestAdmission.Arrival arrival) {
        requests++;
        long millis = millisOf(arrival.time());
        first = first < 0 ? millis : Math.min(first, millis);
        last = Math.max(last, millis);
        concurrent++;
        mostConcurrent = Math.max(mostConcurrent, concurrent);
        switch (arrival.decision()) {
            case OVER_LIMIT -> rejected++;
            case UNKNOWN_KEY -> unauthorized++;
            case ADMITTED -> {
                if (arrival.draw().fault() != null) {
                    faults.merge(arrival.draw().fault(), 1L, Long::sum);
                }
            }
            case SCRIPTED -> { }
        }
    }

    synchronized void applied(RequestOutcome.Applied applied) {
        changes.merge(applied.change(), 1L, Long::sum);
        if (applied.duplicate()) {
            duplicates++;
        }
    }

    synchronized void answered(int status) {
        statuses.merge(status, 1L, Long::sum);
    }

    synchronized void answerLost() {
        answersLost++;
    }

    synchronized void left() {
        concurrent--;
    }

    long millisOf(long time) {
        return TimeUnit.NANOSECONDS.toMillis(time - start);
    }

    synchronized SandboxStats stats(List<SandboxStats.PerKey> perKey) {
        Map<String, Long> byName = new TreeMap<>();
        faults.forEach((fault, count) -> byName.put(fault.json(), count));
        return new SandboxStats(requests, changes.values().stream().mapToLong(Long::longValue).sum(),
                count(RequestOutcome.Effect.CREATED), count(RequestOutcome.Effect.UPDATED), count(RequestOutcome.Effect.NOTED),
                count(RequestOutcome.Effect.STATUS_CHANGED), duplicates, rejected, unauthorized,
                Map.copyOf(statuses), Map.copyOf(byName), answersLost,
                perKey.stream().mapToInt(SandboxStats.PerKey::maxInAnyWindow).max().orElse(0),
                perKey.stream().mapToInt(SandboxStats.PerKey::arrivalsInAnyWindow).max().orElse(0),
                mostConcurrent, first, last, List.copyOf(perKey));
    }

    private long count(RequestOutcome.Effect change) {
        return changes.getOrDefault(change, 0L);
    }
}
