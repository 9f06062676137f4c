package com.whitelabelcro.camel.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.config.ConnectionsFile;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.event.EventPublisher;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.CallResult;
import com.whitelabelcro.camel.model.ConnectionOwner;
import com.whitelabelcro.camel.model.Rejection;
import com.whitelabelcro.camel.tag.Fast;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queues follow the connections, which may be added and removed. */
@Fast
class PermitQueuesTest {

    private static final AccountId ACCOUNT = new AccountId("a".repeat(64));

    @TempDir
    private Path directory;
    private final List<Runnable> alarms = new ArrayList<>();
    private final List<Runnable> work = new ArrayList<>();
    private final FakePermitStore rows = new FakePermitStore();
    private long now;
    private ConnectionsFile file;
    private Settings settings;
    private PermitQueues queues;

    /** A record that waits. */
    private static final class Waiter implements PermitWaiter {

        private Permit permit;
        private Rejection why;

        @Override
        public void granted(Permit granted) {
            permit = granted;
        }

        @Override
        public void rejected(Rejection reason) {
            why = reason;
        }

        @Override
        public long sequence() {
            return 1;
        }

        @Override
        public AccountId account() {
            return ACCOUNT;
        }

        @Override
        public boolean isInteractive() {
            return true;
        }

        @Override
        public long deadline() {
            return Long.MAX_VALUE;
        }
    }

    @BeforeEach
    void begin() throws IOException {
        Path path = directory.resolve("connections.properties");
        Files.writeString(path, "acme.api-key=wlcro_live_1_x\nacme.limit=2\n");
        settings = SettingsReader.read(Map.of("wlcro.connections-file", path.toString(), "wlcro.api-key", "wlcro_live_2_x",
                "wlcro.limit", "300"));
        file = settings.connectionsFile().orElseThrow();
        queues = new PermitQueues(settings, name -> CompletableFuture.completedFuture(new ConnectionOwner(FakePermitStore.KEY, ACCOUNT)),
                rows, new EventPublisher(List.of(), work::add), () -> now, (time, wake) -> alarms.add(wake), work::add);
    }

    private void changes(String content) {
        settings.registry().reload(file, content.getBytes(StandardCharsets.UTF_8), UnaryOperator.identity());
        queues.configure();
        work();
    }

    private Waiter acquire(String connection) {
        Waiter waiter = new Waiter();
        queues.of(connection).acquire(waiter);
        work();
        return waiter;
    }

    private void work() {
        while (!work.isEmpty()) {
            work.remove(0).run();
        }
    }

    @Test
    void eachConnectionHasOneQueueWithItsOwnLimit() {
        assertThat(queues.of("acme")).isSameAs(queues.of("acme")).isNotSameAs(queues.of("default"));
        assertThat(queues.of("acme").state().limit()).isEqualTo(2);
        assertThat(queues.of("default").state().limit()).isEqualTo(300);
        assertThat(List.of(acquire("acme"), acquire("acme"))).allMatch(each -> each.permit != null);
        assertThat(acquire("acme").permit).as("beyond the limit").isNull();
        assertThat(acquire("default").permit).isNotNull();
    }

    @Test
    void noConnectionHasMoreRequestsInFlightThanTheMaximum() {
        for (int i = 0; i < 300; i++) {
            acquire("default");
        }
        assertThat(queues.of("default").state().inFlight()).isPositive().isLessThanOrEqualTo(ConcurrencyLimit.MOST_OF_ONE);
    }

    @Test
    void aChangedLimitAppliesFromTheNextCheckOn() {
        acquire("acme");
        acquire("acme");
        Waiter third = acquire("acme");
        changes("acme.api-key=wlcro_live_1_x\nacme.limit=3\n");
        queues.look();
        work();
        assertThat(third.permit).isNotNull();
        assertThat(queues.of("acme").state().limit()).isEqualTo(3);
    }

    @Test
    void theRecordsOfARemovedConnectionAreRejectedUntilItComesBack() {
        acquire("acme");
        acquire("acme");
        Waiter waiting = acquire("acme");
        changes("other.api-key=wlcro_live_3_x\n");
        assertThat(waiting.why.kind()).isEqualTo(Rejection.Obstacle.REMOVED);
        assertThat(acquire("acme").why.kind()).isEqualTo(Rejection.Obstacle.REMOVED);
        assertThat(acquire("other").permit).isNotNull();
        assertThat(acquire("default").permit).as("the connection is not in the file").isNotNull();

        changes("acme.api-key=wlcro_live_1_x\nacme.limit=3\n");
        assertThat(acquire("acme").permit).as("two permits are still used").isNotNull();
        assertThat(acquire("acme").permit).isNull();
    }

    @Test
    void aRecordMayArriveBeforeItsNewConnectionIsConfigured() {
        settings.registry().reload(file, "late.api-key=wlcro_live_3_x\nlate.limit=7\n".getBytes(StandardCharsets.UTF_8),
                UnaryOperator.identity());
        assertThat(queues.of("late").state().limit()).isEqualTo(7);
        assertThat(acquire("late").permit).isNotNull();
    }

    @Test
    void afterAStopEveryRecordIsRejectedAlsoOnANewConnectionUntilAStart() {
        acquire("acme");
        acquire("acme");
        Waiter waiting = acquire("acme");
        queues.stop(true);
        work();
        assertThat(waiting.why.kind()).isEqualTo(Rejection.Obstacle.STOPPING);
        assertThat(acquire("default").why.kind()).isEqualTo(Rejection.Obstacle.STOPPING);
        changes("acme.api-key=wlcro_live_1_x\nlate.api-key=wlcro_live_3_x\n");
        assertThat(acquire("late").why.kind()).isEqualTo(Rejection.Obstacle.STOPPING);

        queues.start();
        assertThat(acquire("default").permit).isNotNull();
        assertThat(acquire("late").permit).isNotNull();
        changes("newer.api-key=wlcro_live_4_x\n");
        assertThat(acquire("newer").permit).isNotNull();
    }

    @Test
    void aRejectionOfAllWaitingRecordsDoesNotAffectLaterOnes() {
        acquire("acme");
        acquire("acme");
        Waiter waiting = acquire("acme");
        queues.stop(false);
        work();
        assertThat(waiting.why.kind()).isEqualTo(Rejection.Obstacle.STOPPING);
        assertThat(acquire("default").why).isNull();
        changes("late.api-key=wlcro_live_3_x\n");
        assertThat(acquire("late").permit).isNotNull();
    }

    /** The timer may have lost the task that should wake the queue. */
    @Test
    void thePeriodicCheckGrantsAPermitWhoseWakeUpWasLost() {
        Waiter first = acquire("acme");
        acquire("acme");
        Waiter waiting = acquire("acme");
        first.permit.release(CallResult.none(now));
        work();
        alarms.clear();
        now += settings.period().toNanos() + Duration.ofSeconds(1).toNanos();
        queues.look();
        work();
        assertThat(waiting.permit).isNotNull();
    }

    @Test
    void aReservationIsOneOfTheConnectionsPermits() {
        PermitReservation reservation = queues.reservation("acme", ACCOUNT, 1);
        assertThat(reservation.reserve()).hasValueSatisfying(request -> {
            assertThat(request.limit()).isEqualTo(2);
            assertThat(request.hold()).isEqualTo(settings.timeout().plus(settings.period()).plusMillis(1));
        });
        reservation.settle(FakePermitStore.row(1));
        assertThat(reservation.permit()).isNotNull();
        assertThat(queues.of("acme").state().inFlight()).isOne();
        assertThat(queues.of("default").state().inFlight()).isZero();
    }
}
