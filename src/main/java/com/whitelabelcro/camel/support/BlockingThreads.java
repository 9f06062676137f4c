package com.whitelabelcro.camel.support;

/**
 * Knows which threads may block on the disk or on an answer of the API: the pack's workers, and a thread on which Camel waits
 * for the record anyway. Any other thread may be an event loop or a timer, or may have more records to send; its records
 * therefore continue on workers. Thread-safe.
 */
public final class BlockingThreads {

    /** The number of inspected stack frames: enough for a few routes that call one another. */
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
     * API does not tell, but the stack does: down to the waiting class of Camel, it contains only code of Camel, of this package
     * and of the pipeline. The exception is an aggregator, which hands on an exchange that nobody waits for. (Camel runs an
     * exchange that a route starts with an AsyncProducer on the thread of that route; it counts as awaited, too.)
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
