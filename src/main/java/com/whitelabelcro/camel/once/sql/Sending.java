package com.whitelabelcro.camel.once.sql;

import com.whitelabelcro.camel.once.Entry;
import java.sql.SQLException;
import java.util.Optional;

/** Notes that a record may have been applied from now on, if this process still holds it. */
final class Sending implements Work<Boolean> {

    private static final String SENT =
            "SELECT sent FROM wlcro_entry WHERE id = ? AND owner = ? AND state = 'in-flight'";
    private static final String NOTE = "UPDATE wlcro_entry SET sent = 1 WHERE id = ?";

    private final Entry entry;
    private final boolean leaseIsOver;

    /**
     * @param leaseIsOver whether the lease is to be renewed with it, since it seems to be over
     */
    Sending(Entry entry, boolean leaseIsOver) {
        this.entry = entry;
        this.leaseIsOver = leaseIsOver;
    }

    @Override
    public Boolean in(Tx tx) throws SQLException {
        Optional<Integer> sent = tx.first(SENT, row -> row.getInt(1), entry.id().value(), entry.owner());
        if (sent.isEmpty() || leaseIsOver && tx.owner() != entry.owner()) {
            return false;
        } else if (sent.get() == 0) {
            tx.update(NOTE, entry.id().value());
        }
        return true;
    }
}
