package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.event.EventPublisher;
import com.whitelabelcro.camel.event.LedgerStateChanged;
import com.whitelabelcro.camel.event.LedgerStateChanged.LedgerState;
import com.whitelabelcro.camel.model.LedgerException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the ledger can be written, according to the latest attempt. Publishes each change. Only the thread that holds the database
 * changes it.
 */
final class WriterHealth {

    private static final Logger LOG = LoggerFactory.getLogger(WriterHealth.class);

    private final EventPublisher events;
    private volatile LedgerException failure;
    private LedgerState state = LedgerState.WRITABLE;

    WriterHealth(EventPublisher events) {
        this.events = events;
    }

    /** Why nothing can be written at present; empty if writing works, as far as is known. */
    Optional<LedgerException> failure() {
        return Optional.ofNullable(failure);
    }

    void failed(LedgerException why) {
        boolean first = failure == null;
        failure = why;
        switch (why.reason()) {
            case DAMAGED -> change(LedgerState.LOST, why.getMessage());
            case NOT_WRITABLE, UNREACHABLE -> change(LedgerState.NOT_WRITABLE, why.getMessage());
            // One operation was rejected; the ledger itself works.
            case SETTINGS, CLOSED, REFUSED -> {
                if (first) {
                    LOG.warn(why.getMessage());
                }
            }
        }
    }

    void succeeded() {
        if (failure != null) {
            failure = null;
            change(LedgerState.WRITABLE, "");
        }
    }

    private void change(LedgerState next, String reason) {
        if (state != next) {
            state = next;
            events.publish(new LedgerStateChanged(next, reason));
        }
    }
}
