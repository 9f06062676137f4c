package com.whitelabelcro.camel.support;

/**
 * Which threads may wait for the disk and for an answer of the API: the pack's workers, and a thread on which Camel waits for the
 * record in any case. Any other thread may be an event loop or a timer, or it may have more records to send, so that its records
 * continue on workers. Thread-safe.
 */
public final class BlockingThreads {

    /** Deep enough for a few routes that call one another. */
    private static final int FRAMES = 200;
    private static final StackWalker STACK = StackWalker.getInstance();

    private final ThreadLocal<Boolean> marks = ThreadLocal.withInitial(() -> false);

    /** Whether the calling thread may wait. */
    public boolean isCurrent() {
        return marks.get();
    }

    /**
     * Runs something on the calling thread.
     *
     * @param mayBlock whether the thread may wait meanwhile
     */
    public void run(boolean mayBlock, Runnable what) {
        boolean before = marks.get();
        marks.set(mayBlock);
        try {
            what.run();
        } finally {
            marks.set(before);
        }
    }

    /**
     * Whether Camel waits on this thread for what it has just handed to the calling step, as it does for a ProducerTemplate. Camel's
     * API does not say so, but the stack does: down to Camel's class that waits, it has nothing but the code of Camel, of this
     * package and of the pipeline. An aggregator is the exception: it hands on an exchange for which nobody waits. (What a route
     * itself begins by an AsyncProducer, Camel runs on the thread of that route, and it counts as awaited, too.)
     */
    public static boolean isAwaited() {
        return STACK.walk(frames -> frames.limit(FRAMES)
                .map(StackWalker.StackFrame::getClassName)
                .filter(each -> !isBetween(each))
                .findFirst())
                .filter("org.apache.camel.impl.engine.DefaultAsyncProcessorAwaitManager"::equals).isPresent();
    }

    private static boolean isBetween(String type) {
        return type.startsWith("org.apache.camel.")
                && !type.startsWith("org.apache.camel.processor.aggregate.AggregateProcessor")
                && !type.equals("org.apache.camel.impl.engine.DefaultAsyncProcessorAwaitManager")
                || type.startsWith("com.whitelabelcro.camel.pipeline.") || type.startsWith("com.whitelabelcro.camel.support.");
    }
}
