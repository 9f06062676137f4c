package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.Rejection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is to be called once the gate's lock is released. */
final class DeferredCallbacks {

    private static final Logger LOG = LoggerFactory.getLogger(DeferredCallbacks.class);

    private final Map<PermitWaiter, Permit> granted = new LinkedHashMap<>();
    private final Map<PermitWaiter, Rejection> turnedAway = new LinkedHashMap<>();
    private final List<Runnable> errands = new ArrayList<>();

    void grant(PermitWaiter waiter, Permit permit) {
        granted.put(waiter, permit);
    }

    void turnAway(PermitWaiter waiter, Rejection why) {
        turnedAway.put(waiter, why);
    }

    /** Something short to be done besides, such as asking for a permit. */
    void errand(Runnable errand) {
        errands.add(errand);
    }

    /** Those who go on do so side by side; thousands may be turned away at once, and they share one thread. */
    void make(Executor workers) {
        errands.forEach(each -> call(each));
        granted.forEach((waiter, permit) -> run(workers, () -> call(() -> waiter.go(permit))));
        if (!turnedAway.isEmpty()) {
            run(workers, () -> turnedAway.forEach((waiter, why) -> call(() -> waiter.turnedAway(why))));
        }
    }

    /** The same for a caller who is a worker himself: the first goes on with his thread. */
    void makeAsWorker(Executor workers) {
        Iterator<Map.Entry<PermitWaiter, Permit>> all = granted.entrySet().iterator();
        Map.Entry<PermitWaiter, Permit> first = all.hasNext() ? all.next() : null;
        if (first != null) {
            all.remove();
        }
        make(workers);
        if (first != null) {
            call(() -> first.getKey().go(first.getValue()));
        }
    }

    /** Here, if no thread is to be had: who waits is called in any case. */
    private static void run(Executor workers, Runnable call) {
        try {
            workers.execute(call);
        } catch (Throwable e) {
            call.run();
        }
    }

    /** One who throws must not keep the others from their calls. */
    private static void call(Runnable each) {
        try {
            each.run();
        } catch (Throwable e) {
            LOG.error("A call failed with {}", e.getClass().getName());
        }
    }
}
