package com.whitelabelcro.camel.page;

import com.whitelabelcro.camel.ledger.RecordHistory;
import com.whitelabelcro.camel.ledger.RecordHistory.EndedRecords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * How many records ended in each minute of the last day, in all processes that use the ledger. The ledger is queried for at most
 * a quarter of an hour at a time, so that writers do not wait long, and only once for a minute that is over: a record that is
 * settled later remains counted in that minute. Thread-safe.
 */
final class Throughput {

    private static final long DAY = 24 * 60;
    private static final long PIECE = 15;
    /** After a piece with more records than this, the next one is shorter. */
    private static final long MANY = 10_000;
    /** The number of minutes that are counted again, because a record may get its time shortly before it is stored. */
    private static final long AGAIN = 2;

    private final Supplier<RecordHistory> history;
    private final InstantSource clock;
    private final NavigableMap<Long, EndedRecords> minutes = new TreeMap<>();
    private long counted;
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

    Throughput(Supplier<RecordHistory> history, InstantSource clock) {
        this.history = history;
        this.clock = clock;
    }

    /** Counts what has ended since the last time. */
    synchronized CompletionStage<Void> refresh() {
        if (running.isDone()) {
            long now = now();
            long dayAgo = now - DAY;
            // A count of the future means that the clock was set back: the day may not have been counted at all.
            running = count(counted > now ? dayAgo : Math.max(counted, dayAgo), PIECE, now).toCompletableFuture();
        }
        return running;
    }

    private long now() {
        return clock.instant().getEpochSecond() / 60;
    }

    private CompletionStage<Void> count(long from, long most, long now) {
        long length = Math.min(most, now + 1 - from);
        return history.get().ended(Instant.ofEpochSecond(from * 60), Duration.ofMinutes(length)).thenCompose(found -> {
            keep(from, length, now, found);
            long next = found.stream().mapToLong(each -> each.done() + each.failed()).sum() > MANY ? Math.max(1, length / 3) : PIECE;
            return from + length > now ? CompletableFuture.completedFuture(null) : count(from + length, next, now);
        });
    }

    private synchronized void keep(long from, long length, long now, List<EndedRecords> found) {
        minutes.subMap(from, from + length).clear();
        minutes.headMap(now - DAY).clear();
        found.forEach(each -> minutes.put(each.minute(), each));
        counted = Math.min(from + length, now + 1 - AGAIN);
    }

    /**
     * The counts of a period until now, oldest first.
     *
     * @param period at most a day
     * @param step the length of each part, in whole minutes
     */
    synchronized List<EndedRecords> within(Duration period, Duration step) {
        List<EndedRecords> parts = new ArrayList<>();
        long size = step.toMinutes();
        long end = now() / size * size + size;
        for (long begin = end - period.toMinutes(); begin < end; begin += size) {
            var part = minutes.subMap(begin, begin + size).values();
            parts.add(new EndedRecords(begin, part.stream().mapToLong(EndedRecords::done).sum(),
                    part.stream().mapToLong(EndedRecords::failed).sum()));
        }
        return parts;
    }
}
