package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.ratelimit.PermitStore.Request;
import com.whitelabelcro.camel.ratelimit.PermitStore.Taken;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The reservation of a permit for one record that does not wait in a queue yet, and the resulting permit. Thread-safe. */
public final class PermitReservation implements PermitStore.Reservation {

    private final PermitQueue queue;
    private final DistributedPermits shared;
    private final AccountId account;
    private final long sequence;
    private final LongSupplier clock;
    private volatile long since;
    private volatile Permit permit;

    /** @param clock nanoseconds, monotonic */
    PermitReservation(PermitQueue queue, DistributedPermits shared, AccountId account, long sequence, LongSupplier clock) {
        this.queue = queue;
        this.shared = shared;
        this.account = account;
        this.sequence = sequence;
        this.clock = clock;
    }

    @Override
    public Optional<Request> reserve() {
        since = clock.getAsLong();
        return shared.request(account).filter(request -> queue.setAside(since));
    }

    @Override
    public void settle(Taken taken) {
        queue.settle(taken == null ? null : shared.answer(taken, account), sequence, since,
                granted -> permit = granted);
    }

    /** The permit, to be used at once; null if the record has to queue for one. */
    public Permit permit() {
        return permit;
    }
}
