package com.whitelabelcro.camel.importer;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Takes NUL and Ctrl-Z off the end of a text: the first stand where a file was made larger than what was written, the second
 * is how DOS ended a text. In the middle of a text they stay.
 */
final class TrailingPadding {

    /** Reads at least one character, or answers -1 at the end. */
    interface CharSource {
        int read(char[] into) throws IOException;
    }

    /** So many characters of one kind. */
    private record Run(char mark, long count) {
    }

    private static final char CTRL_Z = 0x1A;
    /** More than this is no end, but nonsense. */
    private static final int MOST_RUNS = 1_000;

    private final CharSource source;
    /** What may be the end, as long as nothing else has come after it. */
    private final Deque<Run> held = new ArrayDeque<>();
    /** What stood behind those that turned out not to be the end. */
    private char[] behind = new char[0];
    private boolean giving;

    TrailingPadding(CharSource source) {
        this.source = source;
    }

    /** Reads at least one character that is not part of the end, or answers -1. */
    int read(char[] into) throws IOException {
        if (giving) {
            return give(into);
        }
        while (true) {
            int count = source.read(into);
            if (count < 0) {
                return -1;
            }
            int length = withoutMarks(into, count);
            if (length == count && held.isEmpty()) {
                return count;
            }
            if (held.isEmpty() && length > 0) {
                hold(into, length, count);
                return length;
            }
            if (length > 0 || held.size() > MOST_RUNS) {
                behind = Arrays.copyOf(into, count);
                giving = true;
                return give(into);
            }
            hold(into, 0, count);
        }
    }

    private static int withoutMarks(char[] text, int count) {
        int length = count;
        while (length > 0 && (text[length - 1] == 0 || text[length - 1] == CTRL_Z)) {
            length--;
        }
        return length;
    }

    private void hold(char[] from, int start, int end) {
        for (int i = start; i < end; i++) {
            Run last = held.peekLast();
            if (last != null && last.mark() == from[i]) {
                held.removeLast();
                held.add(new Run(from[i], last.count() + 1));
            } else {
                held.add(new Run(from[i], 1));
            }
        }
    }

    private int give(char[] into) {
        Run run = held.poll();
        if (run != null) {
            int count = (int) Math.min(into.length, run.count());
            Arrays.fill(into, 0, count, run.mark());
            if (run.count() > count) {
                held.addFirst(new Run(run.mark(), run.count() - count));
            }
            return count;
        }
        giving = false;
        int count = behind.length;
        System.arraycopy(behind, 0, into, 0, count);
        behind = new char[0];
        int length = withoutMarks(into, count);
        if (length == 0) {
            return count;
        }
        hold(into, length, count);
        return length;
    }
}
