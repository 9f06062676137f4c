package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerHome.get;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.done;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.event.EventPublisher;
import com.whitelabelcro.camel.event.QueueStateChanged;
import com.whitelabelcro.camel.event.WlcroEvent;
import com.whitelabelcro.camel.ledger.Accepted;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.ClaimedRecord;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.QueueLine;
import com.whitelabelcro.camel.ledger.QueuedRecord;
import com.whitelabelcro.camel.ledger.jdbc.JdbcLedger.Environment;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.tag.SystemTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** It is reported once that the queue is full, and once that it has room again. */
@SystemTest
class QueueRoomTest {

    private static final QueueStateChanged FULL = new QueueStateChanged(true, 10);
    private static final QueueStateChanged ROOM = new QueueStateChanged(false, 10);

    private final List<WlcroEvent> heard = new CopyOnWriteArrayList<>();
    private LedgerHome home;
    private JdbcLedger ledger;

    @BeforeEach
    void begin() throws Exception {
        home = new LedgerHome(Kind.MEMORY);
        home.use(home.config().withQueueMax(10));
        Environment environment = home.environment();
        ledger = JdbcLedger.open(home.config(), new Environment(environment.clocks(), environment.scheduler(), environment.workers(), environment.mayBlock(),
                environment.random(), new EventPublisher(List.of(heard::add), Runnable::run)));
    }

    @AfterEach
    void end() throws Exception {
        ledger.close();
        home.close();
    }

    private Accepted accept(int number, int share) throws Exception {
        LedgerRequest record = record("id" + number, "a");
        return get(ledger.queue().accept(List.of(new QueuedRecord(record, Optional.of("token:web"), Optional.empty(), Map.of())), share));
    }

    private void send(int number) throws Exception {
        ClaimedRecord claimed = get(ledger.queue().claim(new QueueLine(LedgerRequests.ACCOUNT, "default"), List.of("create-lead"), 1)).get(0);
        LedgerRequest request = record("id" + number, "a").ofQueue(claimed.id());
        get(ledger.end(((BeginResult.Send) get(ledger.begin(request))).lease(), done("1")));
    }

    @Test
    void aFullQueueIsReportedOnceUntilATenthOfItIsFree() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(accept(i, 100).isStored()).isTrue();
        }
        assertThat(heard).isEmpty();
        for (int i = 10; i < 13; i++) {
            assertThat(accept(i, 100).isFull()).isTrue();
            get(ledger.queue().lengths());
        }
        assertThat(heard).containsExactly(FULL);

        send(0);
        get(ledger.queue().lengths());
        get(ledger.queue().lengths());
        assertThat(heard).containsExactly(FULL, ROOM);

        accept(10, 100);
        accept(11, 100);
        assertThat(heard).containsExactly(FULL, ROOM, FULL);
    }

    @Test
    void aCallerWhoseShareIsFullDoesNotMakeTheQueueFull() throws Exception {
        assertThat(accept(1, 10).isStored()).isTrue();
        assertThat(accept(2, 10).room()).isEqualTo(Accepted.Room.SHARE_FULL);
        assertThat(heard).isEmpty();
    }
}
