package com.whitelabelcro.camel.page;

import com.whitelabelcro.camel.event.PromptEventListener;
import com.whitelabelcro.camel.event.RecordEnded;
import com.whitelabelcro.camel.event.WlcroEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The records that ended last in this process, and how many ended in each minute of the last day. Bounded, and without
 * personal data. Thread-safe.
 */
public final class RecentRecords implements PromptEventListener {

    private static final int LAST = 200;
    private static final int MINUTES = 24 * 60;

    private final InstantSource clock;
    private final Deque<Ended> last = new ArrayDeque<>();
    private final Minute[] minutes = new Minute[MINUTES];

    /** A record, and when it ended. */
    record Ended(Instant at, RecordEnded event) {}

    /**
     * What ended within a minute, or several.
     *
     * @param minute minutes since 1970
     * @param done records that were applied, now or before
     * @param failed all others
     */
    record Minute(long minute, int done, int failed) {}

    public RecentRecords(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether the record was applied, now or before. */
    static boolean isDone(RecordEnded event) {
        return event.outcome().equals(RecordEnded.DONE) || event.outcome().equals(RecordEnded.DUPLICATE);
    }

    @Override
    public synchronized void onEvent(WlcroEvent event) {
        if (event instanceof RecordEnded ended) {
            if (last.size() == LAST) {
                last.removeLast();
            }
            last.addFirst(new Ended(clock.instant(), ended));
            Minute now = minute(now());
            boolean done = isDone(ended);
            minutes[slot(now.minute())] = new Minute(now.minute(), now.done() + (done ? 1 : 0), now.failed() + (done ? 0 : 1));
        }
    }

    private long now() {
        return clock.instant().getEpochSecond() / 60;
    }

    private static int slot(long minute) {
        return (int) Math.floorMod(minute, (long) MINUTES);
    }

    private Minute minute(long number) {
        Minute stored = minutes[slot(number)];
        return stored == null || stored.minute() != number ? new Minute(number, 0, 0) : stored;
    }

    /** The records that ended last, latest first. */
    synchronized List<Ended> last(int most) {
        return last.stream().limit(most).toList();
    }

    /**
     * What ended within a period until now, oldest first.
     *
     * @param period at most a day
     * @param step the length of each part, in whole minutes
     */
    synchronized List<Minute> within(Duration period, Duration step) {
        List<Minute> parts = new ArrayList<>();
        long size = step.toMinutes();
        long end = now() / size * size + size;
        for (long begin = end - period.toMinutes(); begin < end; begin += size) {
            int done = 0;
            int failed = 0;
            for (long minute = begin; minute < begin + size; minute++) {
                done += minute(minute).done();
                failed += minute(minute).failed();
            }
            parts.add(new Minute(begin, done, failed));
        }
        return parts;
    }
}
