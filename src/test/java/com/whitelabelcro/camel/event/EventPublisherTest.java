package com.whitelabelcro.camel.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.whitelabelcro.camel.event.ConnectionStateChanged.State;
import com.whitelabelcro.camel.tag.Fast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@Fast
class EventPublisherTest {

    private final List<Logger> loggers = Stream.of(ConnectionStateChanged.class, LedgerStateChanged.class, QueueStateChanged.class)
            .map(each -> (Logger) LoggerFactory.getLogger(each)).toList();
    private final Logger publisher = (Logger) LoggerFactory.getLogger(EventPublisher.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final ListAppender<ILoggingEvent> publisherLog = new ListAppender<>();
    private final List<WlcroEvent> heard = new ArrayList<>();

    @BeforeEach
    void listen() {
        log.start();
        publisherLog.start();
        publisher.addAppender(publisherLog);
        loggers.forEach(each -> {
            each.setLevel(Level.INFO);
            each.addAppender(log);
        });
    }

    @AfterEach
    void stopListening() {
        publisher.detachAppender(publisherLog);
        loggers.forEach(each -> {
            each.setLevel(null);
            each.detachAppender(log);
        });
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
    void oneLineReportsThatAConnectionCannotBeUsedAndOneThatItCanBeUsedAgain() {
        EventPublisher events = new EventPublisher(List.of(), Runnable::run);

        publish(events, State.OPEN, State.HALF_OPEN, State.OPEN, State.HALF_OPEN, State.OPEN, State.HALF_OPEN, State.CLOSED);
        assertThat(lines()).containsExactly(
                "WARN Connection acme has an outage: why; records wait, and it is tried again from 1970-01-01T00:00:00Z on"
                        + " at growing intervals",
                "INFO Connection acme has recovered");

        publish(events, State.SUSPENDED, State.HALF_OPEN, State.SUSPENDED);
        assertThat(lines()).containsExactly("WARN Connection acme is suspended until 1970-01-01T00:00:00Z: why;"
                + " records fail at once, and the first one after that tries it again");
    }

    @Test
    void anOutageThatTurnsOutToBeARefusedKeyIsLoggedAgain() {
        publish(new EventPublisher(List.of(), Runnable::run), State.OPEN, State.HALF_OPEN, State.SUSPENDED, State.CLOSED);
        assertThat(lines()).hasSize(3);
    }

    @Test
    void aReachedRateLimitIsNotLogged() {
        publish(new EventPublisher(List.of(), Runnable::run), State.LIMITED, State.HALF_OPEN, State.CLOSED);
        assertThat(lines()).isEmpty();
    }

    @Test
    void aListenerThatThrowsDoesNotAffectOthersAndIsLoggedWithoutItsMessage() {
        EventPublisher events = new EventPublisher(List.of(event -> {
            throw new AssertionError("secret");
        }, heard::add), Runnable::run);

        publish(events, State.OPEN, State.CLOSED);

        assertThat(heard).containsExactly(change(State.OPEN), change(State.CLOSED));
        assertThat(publisherLog.list).extracting(ILoggingEvent::getFormattedMessage).hasSize(2)
                .allMatch(each -> each.startsWith("A listener failed")).noneMatch(each -> each.contains("secret"));
    }

    @Test
    void aBlockedListenerDoesNotDelayOthersAndMissesEventsBeyondItsQueue() {
        List<Runnable> work = new ArrayList<>();
        List<WlcroEvent> slow = new ArrayList<>();
        EventPublisher events = new EventPublisher(List.of(slow::add, heard::add), work::add);
        RecordEnded event = new RecordEnded("acme", "create-lead", RecordEnded.DONE, 1, Duration.ZERO);
        for (int i = 0; i < EventPublisher.MOST_WAITING + 7; i++) {
            events.publish(event);
            // The second listener continues; the thread of the first one is blocked.
            while (work.size() > 1) {
                work.remove(1).run();
            }
        }
        assertThat(heard).hasSize(EventPublisher.MOST_WAITING + 7);

        work.forEach(Runnable::run);

        assertThat(slow).hasSize(EventPublisher.MOST_WAITING);
        assertThat(publisherLog.list).extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("A listener is too slow: 7 events were dropped");
        events.publish(event);
        work.forEach(Runnable::run);
        assertThat(slow).hasSize(EventPublisher.MOST_WAITING + 1);
    }

    @Test
    void anExecutorThatFailedIsUsedAgainForTheNextEvent() {
        AtomicBoolean fails = new AtomicBoolean(true);
        EventPublisher events = new EventPublisher(List.of(heard::add), task -> {
            if (fails.getAndSet(false)) {
                throw new OutOfMemoryError();
            }
            task.run();
        });
        publish(events, State.OPEN);
        publish(events, State.CLOSED);
        assertThat(heard).containsExactly(change(State.OPEN), change(State.CLOSED));
    }

    @Test
    void oneLineReportsThatTheLedgerCannotBeWrittenAndOneThatItCanBeWrittenAgain() {
        EventPublisher events = new EventPublisher(List.of(), Runnable::run);
        events.publish(new LedgerStateChanged(LedgerStateChanged.LedgerState.NOT_WRITABLE, "The disk is full"));
        events.publish(new LedgerStateChanged(LedgerStateChanged.LedgerState.WRITABLE, ""));
        assertThat(lines()).containsExactly("WARN The disk is full", "INFO The ledger can be written again");
    }

    @Test
    void oneLineReportsThatTheQueueIsFullAndOneThatItHasRoomAgain() {
        EventPublisher events = new EventPublisher(List.of(), Runnable::run);
        events.publish(new QueueStateChanged(true, 10));
        events.publish(new QueueStateChanged(false, 10));
        assertThat(lines()).containsExactly("WARN The queue is full: 10 records may wait (wlcro.queue.max), and further ones are refused",
                "INFO The queue has room again");
    }

    @Test
    void eventsThatArriveWhileAListenerIsBusyAreDeliveredInOrder() {
        List<Runnable> work = new ArrayList<>();
        EventPublisher events = new EventPublisher(List.of(heard::add), work::add);
        publish(events, State.OPEN);
        publish(events, State.HALF_OPEN);
        publish(events, State.CLOSED);

        work.forEach(Runnable::run);

        assertThat(heard).containsExactly(change(State.OPEN), change(State.HALF_OPEN), change(State.CLOSED));
    }

    @Test
    void aStoppedPackPublishesNoEventsAndThrowsNothing() {
        publish(new EventPublisher(List.of(heard::add), task -> {
            throw new RejectedExecutionException();
        }), State.SUSPENDED);
        assertThat(heard).isEmpty();
        assertThat(lines()).hasSize(1);
    }
}
