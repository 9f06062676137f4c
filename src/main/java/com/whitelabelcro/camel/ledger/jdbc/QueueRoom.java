package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.event.EventPublisher;
import com.whitelabelcro.camel.event.QueueStateChanged;
import com.whitelabelcro.camel.ledger.Accepted;
import com.whitelabelcro.camel.ledger.Accepted.Room;
import com.whitelabelcro.camel.ledger.QueueLength;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Publishes when the queue has become full, and when it has room again. A queue at its limit gets a free place with every sent record
 * and loses it with the next accepted one; to avoid an event for each, it counts as having room again when a tenth of it is free.
 * Thread-safe.
 */
final class QueueRoom {

    private final EventPublisher events;
    private final int limit;
    private final AtomicBoolean full = new AtomicBoolean();

    /** @param limit how many records the queue may hold */
    QueueRoom(EventPublisher events, int limit) {
        this.events = events;
        this.limit = limit;
    }

    void accepted(Accepted result) {
        if (result.room() == Room.QUEUE_FULL && full.compareAndSet(false, true)) {
            events.publish(new QueueStateChanged(true, limit));
        }
    }

    void counted(List<QueueLength> lengths) {
        long records = lengths.stream().mapToLong(QueueLength::records).sum();
        if (records <= limit - (limit + 9L) / 10 && full.compareAndSet(true, false)) {
            events.publish(new QueueStateChanged(false, limit));
        }
    }
}
