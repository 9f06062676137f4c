package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.failure;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.once;

import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.Ledger;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A process that stores failed records, discards every third one and purges continuously, until it is killed. */
public final class HousekeepingChild {

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    private final AtomicInteger next = new AtomicInteger();
    private final Ledger ledger;
    private final String run;

    private HousekeepingChild(Ledger ledger, String run) {
        this.ledger = ledger;
        this.run = run;
    }

    public static void main(String[] args) throws Exception {
        LedgerConfig config = LedgerConfig.defaults().withUrl(args[0]).withTimes(AT_ONCE, AT_ONCE, Duration.ofSeconds(30));
        RealEnvironment environment = new RealEnvironment(InstantSource.system());
        HousekeepingChild child = new HousekeepingChild(JdbcLedger.open(config, environment.get()), args[1]);
        for (int i = 0; i < 8; i++) {
            child.add();
        }
        child.purge();
        Thread.currentThread().join();
    }

    private void purge() {
        ledger.purge().whenComplete((touched, problem) -> purge());
    }

    private void add() {
        int number = next.incrementAndGet();
        ledger.failed().add(once(run + "-" + number, "a"), failure("Unavailable")).thenCompose(id -> {
            say("added", id);
            return number % 3 == 0 ? discard(id) : CompletableFuture.completedFuture(true);
        }).whenComplete((ok, problem) -> add());
    }

    private CompletionStage<Boolean> discard(EntryId id) {
        say("discarding", id);
        return ledger.failed().discard(id).thenApply(ok -> {
            say("discarded", id);
            return ok;
        });
    }

    private void say(String what, EntryId id) {
        try {
            out.write((what + " " + id + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
