package com.whitelabelcro.camel.importer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The rows of an input, which can be looked at before they are taken. */
final class RowsAhead {

    private final RowIterator rows;
    private final Deque<Ahead> ahead = new ArrayDeque<>();
    private long bytesUsed;
    private boolean ended;

    /** A row that has been read and not taken, and how many bytes of the input the rows up to it have used up. */
    private record Ahead(InputRow row, long bytes) {
    }

    RowsAhead(RowIterator rows) {
        this.rows = rows;
    }

    /**
     * The rows that come next, without taking them.
     *
     * @param most how many at most
     * @param bytes after how many bytes of the input no further one is read
     * @throws UncheckedIOException if the input fails
     */
    List<InputRow> peek(int most, long bytes) {
        while (ahead.size() < most && bytesAhead() < bytes && readOne()) {
            // One more is there.
        }
        return ahead.stream().limit(most).map(Ahead::row).toList();
    }

    /** Whether there is one more. */
    boolean hasNext() {
        return !ahead.isEmpty() || readOne();
    }

    /** Takes the next row; null at the end. */
    InputRow next() {
        if (!hasNext()) {
            return null;
        }
        Ahead next = ahead.poll();
        bytesUsed = next.bytes();
        return next.row();
    }

    private boolean readOne() {
        try {
            InputRow row = ended ? null : rows.next();
            ended = row == null;
            return !ended && ahead.add(new Ahead(row, rows.bytesUsed()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the last row has been read, be it taken or not. */
    boolean isEnded() {
        return ended;
    }

    /** How many bytes of the input the rows have used up that were read, be they taken or not. */
    long bytesAhead() {
        return ahead.isEmpty() ? bytesUsed : ahead.peekLast().bytes();
    }

    /** How many bytes of the input the rows have used up that were taken. */
    long bytesUsed() {
        return bytesUsed;
    }
}
