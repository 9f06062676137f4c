package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EndResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.QueueLine;
import com.whitelabelcro.camel.ledger.RecordQueue.Listener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The listeners for queued records of this process. They are kept when the ledger is opened again. Thread-safe. */
final class QueueListeners {

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    void add(Listener listener) {
        listeners.add(listener);
    }

    void filled(QueueLine line) {
        listeners.forEach(each -> each.filled(line));
    }

    void ended(EntryId entry) {
        listeners.forEach(each -> each.ended(entry));
    }

    /** Called when the ledger has decided about a record. A queued record that turned out to be a duplicate has ended. */
    BeginResult begun(LedgerRequest record, BeginResult result) {
        if (record.fromQueue() && result instanceof BeginResult.Duplicate) {
            ended(record.redriven());
        }
        return result;
    }

    /** Called when a record has ended or was put back. */
    boolean ended(LedgerRequest record, EndResult outcome, boolean stored) {
        if (record.fromQueue() && stored && !(outcome instanceof EndResult.PutBack)) {
            ended(record.redriven());
        }
        return stored;
    }
}
