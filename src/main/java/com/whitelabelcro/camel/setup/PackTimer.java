package com.whitelabelcro.camel.setup;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;

/**
 * Runs the pack's timeouts and periodic tasks on one thread. Unlike an executor that was shut down, a resting timer accepts
 * tasks, because a Camel context may be started again.
 */
final class PackTimer extends ScheduledThreadPoolExecutor {

    private final Set<RunnableScheduledFuture<?>> periodic = ConcurrentHashMap.newKeySet();

    PackTimer(ThreadFactory threads) {
        super(1, threads);
        setRemoveOnCancelPolicy(true);
    }

    @Override
    protected <V> RunnableScheduledFuture<V> decorateTask(Runnable task, RunnableScheduledFuture<V> future) {
        if (future.isPeriodic()) {
            periodic.add(future);
        }
        return future;
    }

    /** Keeps the idle thread. */
    void begin() {
        allowCoreThreadTimeOut(false);
    }

    /**
     * Drops all tasks, and lets the thread end. A periodic task that is running at this moment is cancelled: it is not in the
     * queue now, and would enter it again when it has run.
     */
    void rest() {
        periodic.forEach(each -> each.cancel(false));
        periodic.clear();
        getQueue().clear();
        allowCoreThreadTimeOut(true);
    }
}
