package com.whitelabelcro.camel.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.whitelabelcro.camel.event.ConnectionStateChanged.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EventPublisherTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(ConnectionStateChanged.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<WlcroEvent> heard = new ArrayList<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.setLevel(null);
        logger.detachAppender(log);
    }

    private static ConnectionStateChanged change(State state) {
        return new ConnectionStateChanged("acme", state, state == State.CLOSED ? "" : "why", Instant.EPOCH);
    }

    private List<String> lines() {
        List<String> lines = log.list.stream().map(each -> each.getLevel() + " " + each.getFormattedMessage()).toList();
        log.list.clear();
        return lines;
    }

    private static void publish(EventPublisher events, State... states) {
        for (State state : states) {
            events.add(change(state));
        }
        events.deliver();
    }

    @Test
    void oneLineSaysThatAConnectionCannotBeUsedAndOneThatItCanAgain() {
        EventPublisher events = new EventPublisher(List.of(), Runnable::run);

        publish(events, State.OPEN, State.HALF_OPEN, State.OPEN, State.HALF_OPEN, State.OPEN, State.HALF_OPEN, State.CLOSED);
        assertThat(lines()).containsExactly(
                "WARN Connection acme has an outage: why; records wait, it is tried again from 1970-01-01T00:00:00Z on,"
                        + " less and less often",
                "INFO Connection acme is well again");

        publish(events, State.SUSPENDED, State.HALF_OPEN, State.SUSPENDED);
        assertThat(lines()).containsExactly("WARN Connection acme is suspended until 1970-01-01T00:00:00Z: why;"
                + " records fail at once, and the first one after that tries it again");
    }

    @Test
    void anOutageThatTurnsOutToBeARefusedKeyIsAnotherLine() {
        publish(new EventPublisher(List.of(), Runnable::run), State.OPEN, State.HALF_OPEN, State.SUSPENDED, State.CLOSED);
        assertThat(lines()).hasSize(3);
    }

    @Test
    void aLimitIsNoTrouble() {
        publish(new EventPublisher(List.of(), Runnable::run), State.LIMITED, State.HALF_OPEN, State.CLOSED);
        assertThat(lines()).isEmpty();
    }

    @Test
    void aListenerThatThrowsHarmsNobodyAndIsNamedWithoutItsWords() {
        EventPublisher events = new EventPublisher(List.of(event -> {
            throw new AssertionError("secret");
        }, heard::add), Runnable::run);

        publish(events, State.OPEN, State.CLOSED);

        assertThat(heard).containsExactly(change(State.OPEN), change(State.CLOSED));
        assertThat(lines()).filteredOn(each -> each.startsWith("WARN A listener failed")).hasSize(2)
                .noneMatch(each -> each.contains("secret"));
    }

    @Test
    void whatIsToldWhileAListenerIsBusyComesAfterwardsInItsOrder() {
        List<Runnable> work = new ArrayList<>();
        EventPublisher events = new EventPublisher(List.of(heard::add), work::add);
        publish(events, State.OPEN);
        publish(events, State.HALF_OPEN);
        publish(events, State.CLOSED);

        work.forEach(Runnable::run);

        assertThat(heard).containsExactly(change(State.OPEN), change(State.HALF_OPEN), change(State.CLOSED));
    }

    @Test
    void aPackThatHasStoppedTellsNobodyAndThrowsNothing() {
        publish(new EventPublisher(List.of(heard::add), task -> {
            throw new RejectedExecutionException();
        }), State.SUSPENDED);
        assertThat(heard).isEmpty();
        assertThat(lines()).hasSize(1);
    }
}
