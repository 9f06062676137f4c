package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.Rejection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a {@link PermitQueue} calls once it has released its lock. */
final class DeferredCallbacks {

    private static final Logger LOG = LoggerFactory.getLogger(DeferredCallbacks.class);

    private final Map<PermitWaiter, Permit> granted = new LinkedHashMap<>();
    private final Map<PermitWaiter, Rejection> rejected = new LinkedHashMap<>();
    private final List<Runnable> tasks = new ArrayList<>();

    /**
     * Does something under the lock of a queue. The calls that it leaves are made after the lock is released, and also if
     * something else went wrong.
     *
     * @param then makes the calls
     */
    static void locked(PermitQueue queue, Consumer<DeferredCallbacks> what, Consumer<DeferredCallbacks> then) {
        DeferredCallbacks calls = new DeferredCallbacks();
        try {
            synchronized (queue) {
                what.accept(calls);
            }
        } finally {
            then.accept(calls);
        }
    }

    void grant(PermitWaiter waiter, Permit permit) {
        granted.put(waiter, permit);
    }

    void reject(PermitWaiter waiter, Rejection why) {
        rejected.put(waiter, why);
    }

    /** Adds something short, such as asking for a permit. */
    void task(Runnable task) {
        tasks.add(task);
    }

    /** Granted records go on in parallel. Rejected ones, of which there may be thousands, share one thread. */
    void run(Executor workers) {
        tasks.forEach(each -> call(each));
        granted.forEach((waiter, permit) -> run(workers, () -> call(() -> waiter.granted(permit))));
        if (!rejected.isEmpty()) {
            run(workers, () -> rejected.forEach((waiter, why) -> call(() -> waiter.rejected(why))));
        }
    }

    /** The same for a caller that is a worker: the first granted record goes on with its thread. */
    void runAsWorker(Executor workers) {
        Iterator<Map.Entry<PermitWaiter, Permit>> all = granted.entrySet().iterator();
        Map.Entry<PermitWaiter, Permit> first = all.hasNext() ? all.next() : null;
        if (first != null) {
            all.remove();
        }
        run(workers);
        if (first != null) {
            call(() -> first.getKey().granted(first.getValue()));
        }
    }

    /** Runs the call on this thread if no other is to be had: a waiting record is called in any case. */
    private static void run(Executor workers, Runnable call) {
        try {
            workers.execute(call);
        } catch (Throwable e) {
            call.run();
        }
    }

    /** A call that throws must not keep the others from being made. */
    private static void call(Runnable each) {
        try {
            each.run();
        } catch (Throwable e) {
            LOG.error("A callback failed with {}", e.getClass().getName());
        }
    }
}
