package com.whitelabelcro.camel.importer;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Removes NUL and Ctrl-Z at the end of a text: NULs are left where a file was allocated larger than its content, and DOS ended
 * texts with Ctrl-Z. In the middle of a text they are kept.
 */
final class TrailingPadding {

    /** Returns the next character, or -1 at the end. */
    interface CharSource {
        int next() throws IOException;
    }

    /** A number of equal characters. */
    private static final class Run {

        private final int mark;
        private long count;

        private Run(int mark) {
            this.mark = mark;
        }
    }

    private static final int CTRL_Z = 0x1A;
    private static final int NOTHING = -1;
    /** More than this cannot be padding. */
    private static final int MOST_RUNS = 1_000;

    private final CharSource source;
    /** Characters that are padding unless other characters follow. */
    private final Deque<Run> held = new ArrayDeque<>();
    /** The character after {@link #held} that showed that they are not padding. */
    private int behind = NOTHING;

    TrailingPadding(CharSource source) {
        this.source = source;
    }

    /** The next character that is not padding; -1 if there is none. */
    int read() throws IOException {
        if (behind == NOTHING) {
            int c = source.next();
            if (!isMark(c)) {
                return c;
            }
            for (; isMark(c) && held.size() <= MOST_RUNS; c = source.next()) {
                hold(c);
            }
            if (c < 0) {
                return c;
            }
            behind = c;
        }
        Run run = held.peek();
        if (run == null) {
            int c = behind;
            behind = NOTHING;
            return c;
        }
        run.count--;
        if (run.count == 0) {
            held.remove();
        }
        return run.mark;
    }

    private static boolean isMark(int c) {
        return c == 0 || c == CTRL_Z;
    }

    private void hold(int mark) {
        if (held.isEmpty() || held.peekLast().mark != mark) {
            held.add(new Run(mark));
        }
        held.peekLast().count++;
    }
}
