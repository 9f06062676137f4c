package com.whitelabelcro.camel.event;

import com.whitelabelcro.camel.event.ConnectionStateChanged.State;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one line when a connection or the ledger becomes unusable, or the queue full, and one when that is over, but none for the
 * attempts in between.
 */
final class EventLog {

    private static final Logger CONNECTIONS = LoggerFactory.getLogger(ConnectionStateChanged.class);
    private static final Logger LEDGER = LoggerFactory.getLogger(LedgerStateChanged.class);
    private static final Logger QUEUE = LoggerFactory.getLogger(QueueStateChanged.class);

    private final Map<String, State> warnedOf = new HashMap<>();

    void onEvent(WlcroEvent event) {
        if (event instanceof ConnectionStateChanged change) {
            connection(change);
        } else if (event instanceof ConnectionChanged change) {
            configuration(change);
        } else if (event instanceof LedgerStateChanged change) {
            ledger(change);
        } else if (event instanceof QueueStateChanged change) {
            queue(change);
        }
    }

    private void connection(ConnectionStateChanged change) {
        String connection = change.connection();
        State state = change.state();
        if (state == State.CLOSED && warnedOf.remove(connection) != null) {
            CONNECTIONS.info("Connection {} has recovered", connection);
        } else if (state == State.OPEN && warnedOf.put(connection, state) != state) {
            CONNECTIONS.warn("Connection {} has an outage: {}; records wait, and it is tried again from {} on at growing intervals",
                    connection, change.reason(), seconds(change));
        } else if (state == State.SUSPENDED && warnedOf.put(connection, state) != state) {
            CONNECTIONS.warn("Connection {} is suspended until {}: {}; records fail at once, and the first one after that tries it"
                    + " again", connection, seconds(change), change.reason());
        } else {
            CONNECTIONS.debug("Connection {} is {}: {}", connection, state, change.reason());
        }
    }

    private void configuration(ConnectionChanged change) {
        CONNECTIONS.info("Connection {}: {}", change.connection(), change.change());
        if (change.change() == ConnectionChanged.Change.REMOVED) {
            warnedOf.remove(change.connection());
        } else if (change.change() == ConnectionChanged.Change.KEY_CHANGED || change.change() == ConnectionChanged.Change.COMPANY_CHANGED) {
            // If the new key is refused as well, that is worth a line of its own.
            warnedOf.replace(change.connection(), State.HALF_OPEN);
        }
    }

    private static Instant seconds(ConnectionStateChanged change) {
        return change.until().truncatedTo(ChronoUnit.SECONDS);
    }

    private static void queue(QueueStateChanged change) {
        if (change.full()) {
            QUEUE.warn("The queue is full: {} records may wait (wlcro.queue.max), and further ones are refused", change.limit());
        } else {
            QUEUE.info("The queue has room again");
        }
    }

    private static void ledger(LedgerStateChanged change) {
        if (change.state() == LedgerStateChanged.LedgerState.WRITABLE) {
            LEDGER.info("The ledger can be written again");
        } else {
            LEDGER.warn(change.reason());
        }
    }
}
