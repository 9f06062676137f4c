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

/** The callbacks that a {@link PermitQueue} runs after it has released its lock. */
final class DeferredCallbacks {

    private static final Logger LOG = LoggerFactory.getLogger(DeferredCallbacks.class);

    private final Map<PermitWaiter, Permit> granted = new LinkedHashMap<>();
    private final Map<PermitWaiter, Rejection> rejected = new LinkedHashMap<>();
    private final List<Runnable> tasks = new ArrayList<>();

    /**
     * Runs {@code what} under the lock of a queue. The collected callbacks are run after the lock is released, even if {@code
     * what} threw an exception.
     *
     * @param then runs the callbacks
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

    /** Adds a short task, such as a request for a permit. */
    void task(Runnable task) {
        tasks.add(task);
    }

    /** Granted records continue in parallel. Rejected ones share one thread, because there may be thousands of them. */
    void run(Executor workers) {
        tasks.forEach(each -> call(each));
        granted.forEach((waiter, permit) -> run(workers, () -> call(() -> waiter.granted(permit))));
        if (!rejected.isEmpty()) {
            run(workers, () -> rejected.forEach((waiter, why) -> call(() -> waiter.rejected(why))));
        }
    }

    /** The same for a caller that is a worker: the first granted record continues on its thread. */
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

    /** Runs the callback on this thread if no other is available, because every waiting record must be notified. */
    private static void run(Executor workers, Runnable call) {
        try {
            workers.execute(call);
        } catch (Throwable e) {
            call.run();
        }
    }

    /** A callback that throws must not prevent the others from running. */
    private static void call(Runnable each) {
        try {
            each.run();
        } catch (Throwable e) {
            LOG.error("A callback failed with {}", e.getClass().getName());
        }
    }
}
