package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.answer;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.done;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.tag.SystemTest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/** 32 threads and two open ledgers, which stand for two processes, begin the same records: one request for each, and no deadlock. */
@SystemTest
class RaceTest {

    private static final int THREADS = 32;
    private static final int ROUNDS = 1_000;

    @Test
    void onAFile() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            race(home);
        }
    }

    @Test
    void onPostgres() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.POSTGRES)) {
            race(home);
        }
    }

    @Test
    void eightThreadsMayOpenANewFileAtOnce() throws Exception {
        for (int i = 0; i < 10; i++) {
            try (LedgerHome home = new LedgerHome(Kind.FILE)) {
                openAtOnce(home);
            }
        }
    }

    @Test
    void eightThreadsMayOpenANewDatabaseAtOnce() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.POSTGRES)) {
            openAtOnce(home);
        }
    }

    private static void openAtOnce(LedgerHome home) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (RealEnvironment environment = new RealEnvironment(InstantSource.system())) {
            List<Future<JdbcLedger>> opening = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                opening.add(threads.submit(() -> JdbcLedger.open(home.config(), environment.get())));
            }
            for (Future<JdbcLedger> each : opening) {
                each.get(60, TimeUnit.SECONDS).close();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void race(LedgerHome home) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        AtomicIntegerArray requests = new AtomicIntegerArray(ROUNDS);
        try (RealEnvironment environment = new RealEnvironment(InstantSource.system());
                Ledger one = JdbcLedger.open(home.config(), environment.get());
                Ledger two = JdbcLedger.open(home.config(), environment.get())) {
            List<Future<Integer>> racers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Ledger ledger = i % 4 == 0 ? two : one;
                racers.add(threads.submit(() -> run(ledger, requests)));
            }
            for (Future<Integer> racer : racers) {
                assertThat(racer.get(120, TimeUnit.SECONDS)).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(requests.get(round)).as("requests of round " + round).isEqualTo(1);
        }
    }

    /** @return how many callers got another result than the one answer */
    private static int run(Ledger ledger, AtomicIntegerArray requests) throws Exception {
        int wrong = 0;
        for (int round = 0; round < ROUNDS; round++) {
            BeginResult result = LedgerHome.get(ledger.begin(record("id" + round, "a")));
            if (result instanceof BeginResult.Send send) {
                requests.incrementAndGet(round);
                wrong += LedgerHome.get(ledger.end(send.lease(), done("answer" + round))) ? 0 : 1;
            } else {
                boolean right = result instanceof BeginResult.Duplicate duplicate
                        && duplicate.answer().equals(answer("answer" + round));
                wrong += right ? 0 : 1;
            }
        }
        return wrong;
    }
}
