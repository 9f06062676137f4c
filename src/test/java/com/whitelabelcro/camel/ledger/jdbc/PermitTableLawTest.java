package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerHome.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.model.KeyId;
import com.whitelabelcro.camel.ratelimit.PermitStore;
import com.whitelabelcro.camel.ratelimit.PermitStore.NoneFor;
import com.whitelabelcro.camel.ratelimit.PermitStore.Pause;
import com.whitelabelcro.camel.ratelimit.PermitStore.Row;
import com.whitelabelcro.camel.ratelimit.PermitStore.Standing;
import com.whitelabelcro.camel.ratelimit.PermitStore.Taken;
import com.whitelabelcro.camel.tag.SystemTest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shared permits: all processes together never hold more than the limit; on every database. */
@SystemTest
class PermitTableLawTest {

    private static final KeyId ACME = new KeyId("a".repeat(64));
    private static final KeyId OTHER = new KeyId("0".repeat(64));
    private static final Duration PERIOD = Duration.ofSeconds(60);
    private static final Duration HOLD = Duration.ofSeconds(90);

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aPermitIsFreeOnePeriodAfterItWasGivenBack(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); JdbcLedger ledger = home.open()) {
            PermitStore permits = ledger.permits();
            Row row = (Row) get(permits.take(new PermitStore.Request(ACME, 1, HOLD)));
            home.time.pass(Duration.ofSeconds(5));
            assertThat(get(permits.giveBack(row, PERIOD))).isTrue();
            home.time.pass(PERIOD.minusMillis(1));
            assertThat(get(permits.take(new PermitStore.Request(ACME, 1, HOLD))))
                    .isEqualTo(new NoneFor(Duration.ofMillis(1)));
            home.time.pass(Duration.ofMillis(1));
            assertThat(get(permits.take(new PermitStore.Request(ACME, 1, HOLD)))).isInstanceOf(Row.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aPermitThatIsNeverGivenBackIsFreeAfterItsHoldAndALateReturnIsRejected(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); JdbcLedger ledger = home.open()) {
            PermitStore permits = ledger.permits();
            Row late = (Row) get(permits.take(new PermitStore.Request(ACME, 1, HOLD)));
            home.time.pass(HOLD);
            Row next = (Row) get(permits.take(new PermitStore.Request(ACME, 1, HOLD)));
            assertThat(get(permits.giveBack(late, PERIOD))).isFalse();
            assertThat(get(permits.giveBack(next, PERIOD))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aClockThatIsSetBackByAnHourDelaysPermitsByOneHoldAtMost(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); JdbcLedger ledger = home.open()) {
            PermitStore permits = ledger.permits();
            get(permits.take(new PermitStore.Request(ACME, 1, HOLD)));
            home.time.set(Duration.ofHours(-1));
            assertThat(get(permits.take(new PermitStore.Request(ACME, 1, HOLD)))).isEqualTo(new NoneFor(HOLD));
            home.time.pass(HOLD);
            assertThat(get(permits.take(new PermitStore.Request(ACME, 1, HOLD)))).isInstanceOf(Row.class);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void permitsSurviveARestartAndAreNotSharedBetweenKeys(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind)) {
            try (JdbcLedger ledger = home.open()) {
                get(ledger.permits().take(new PermitStore.Request(ACME, 2, HOLD)));
                get(ledger.permits().take(new PermitStore.Request(ACME, 2, HOLD)));
            }
            try (JdbcLedger ledger = home.open()) {
                assertThat(get(ledger.permits().used(ACME, 2))).isEqualTo(2);
                assertThat(get(ledger.permits().take(new PermitStore.Request(ACME, 2, HOLD)))).isInstanceOf(NoneFor.class);
                assertThat(get(ledger.permits().take(new PermitStore.Request(OTHER, 2, HOLD)))).isInstanceOf(Row.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theStateOfAKeyIsVisibleToAllProcesses(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); JdbcLedger ledger = home.open()) {
            PermitStore permits = ledger.permits();
            Row cold = (Row) get(permits.take(new PermitStore.Request(ACME, 5, HOLD)));
            get(permits.take(new PermitStore.Request(ACME, 5, HOLD)));
            get(permits.giveBack(cold, PERIOD.plusMillis(1)));
            assertThat(get(permits.standing(ACME, 5, PERIOD))).isEqualTo(new Standing(2, 1, Duration.ZERO, Pause.NONE, ""));

            get(permits.pause(ACME, Duration.ofSeconds(9), Pause.LIMITED, "429"));
            get(permits.pause(ACME, Duration.ofSeconds(40), Pause.SUSPENDED, "401"));
            home.time.pass(Duration.ofSeconds(10));
            assertThat(get(permits.standing(ACME, 5, PERIOD)))
                    .isEqualTo(new Standing(2, 1, Duration.ofSeconds(30), Pause.SUSPENDED, "401"));
            get(permits.pause(ACME, Duration.ZERO, Pause.NONE, ""));
            assertThat(get(permits.standing(ACME, 5, PERIOD)).why()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anAnswerClearsTheRefusalThatWasStoredWhenItsPermitWasTakenButNoLaterOne(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); JdbcLedger ledger = home.open()) {
            PermitStore permits = ledger.permits();
            Row before = (Row) get(permits.take(new PermitStore.Request(ACME, 9, HOLD)));
            get(permits.pause(ACME, Duration.ofSeconds(40), Pause.SUSPENDED, "401"));
            Row during = (Row) get(permits.take(new PermitStore.Request(ACME, 9, HOLD)));
            Row others = (Row) get(permits.take(new PermitStore.Request(OTHER, 9, HOLD)));
            assertThat(before.paused()).isZero();
            assertThat(others.paused()).isZero();

            assertThat(get(permits.wellAgain(before))).isFalse();
            assertThat(get(permits.standing(ACME, 9, PERIOD)).pause()).isEqualTo(Pause.SUSPENDED);
            assertThat(get(permits.wellAgain(during))).isTrue();
            assertThat(get(permits.standing(ACME, 9, PERIOD)).pause()).isEqualTo(Pause.NONE);

            home.time.pass(Duration.ofSeconds(1));
            get(permits.pause(ACME, Duration.ofSeconds(40), Pause.OPEN, "503"));
            assertThat(get(permits.wellAgain(during))).isFalse();
            assertThat(get(permits.standing(ACME, 9, PERIOD)).pause()).isEqualTo(Pause.OPEN);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void theLimitMayBeRaisedAndLoweredWhileAnotherProcessUsesTheKey(Kind kind) throws Exception {
        try (LedgerHome home = new LedgerHome(kind); JdbcLedger one = home.open(); JdbcLedger two = home.open()) {
            assertThat(taken(one, 3)).isEqualTo(3);
            assertThat(taken(two, 5)).as("raised").isEqualTo(2);
            assertThat(taken(one, 3)).isZero();
            home.time.pass(HOLD);
            assertThat(taken(two, 2)).as("lowered").isEqualTo(2);
            assertThat(taken(one, 5)).isEqualTo(3);
            assertThat(taken(two, 4)).isZero();
        }
    }

    /** How many permits there are until the next request has to wait. */
    private static int taken(JdbcLedger ledger, int limit) throws Exception {
        int taken = 0;
        while (get(ledger.permits().take(new PermitStore.Request(ACME, limit, HOLD))) instanceof Row) {
            taken++;
        }
        return taken;
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void twoProcessesNeverExceedTheLimitInAnyWindowOfOnePeriod(Kind kind) throws Exception {
        int limit = 7;
        Random random = new Random(11);
        try (LedgerHome home = new LedgerHome(kind); JdbcLedger one = home.open(); JdbcLedger two = home.open()) {
            List<Long> uses = new ArrayList<>();
            Deque<Row> unanswered = new ArrayDeque<>();
            for (int i = 0; i < 400; i++) {
                PermitStore permits = (random.nextBoolean() ? one : two).permits();
                Taken taken = get(permits.take(new PermitStore.Request(ACME, limit, HOLD)));
                if (taken instanceof Row row) {
                    uses.add(home.time.millis());
                    unanswered.add(row);
                }
                home.time.pass(Duration.ofMillis(random.nextInt(4_000)));
                if (!unanswered.isEmpty() && random.nextBoolean()) {
                    get(permits.giveBack(unanswered.poll(), PERIOD));
                }
            }
            assertThat(uses.size()).isGreaterThan(5 * limit);
            for (int i = limit; i < uses.size(); i++) {
                assertThat(uses.get(i) - uses.get(i - limit)).isGreaterThanOrEqualTo(PERIOD.toMillis());
            }
        }
    }
}
