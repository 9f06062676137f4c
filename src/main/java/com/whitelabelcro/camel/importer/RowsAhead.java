package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.importer.RecordInput.RowIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/** The rows of an input, with a preview of the next ones. */
final class RowsAhead {

    private final RowIterator rows;
    private final LongSupplier bytesOfInput;
    private final Deque<Ahead> ahead = new ArrayDeque<>();
    private long bytesUsed;
    private boolean ended;

    /** A row that was read but not taken yet, and the number of input bytes up to its end. */
    private record Ahead(InputRow row, long bytes) {
    }

    /** @param bytesOfInput how many bytes of the input have been used up by the rows that were read */
    RowsAhead(RowIterator rows, LongSupplier bytesOfInput) {
        this.rows = rows;
        this.bytesOfInput = bytesOfInput;
    }

    /**
     * Returns the next rows without taking them.
     *
     * @param most the maximum number of rows
     * @param bytes no further row is read after this many bytes of the input
     * @throws UncheckedIOException if the input fails
     */
    List<InputRow> peek(int most, long bytes) {
        while (ahead.size() < most && bytesAhead() < bytes && readOne()) {
            // There is another row.
        }
        return ahead.stream().limit(most).map(Ahead::row).toList();
    }

    /** Whether there is another row. */
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
            return !ended && ahead.add(new Ahead(row, bytesOfInput.getAsLong()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the last row has been read, taken or not. */
    boolean isEnded() {
        return ended;
    }

    /** The number of input bytes of all rows that were read, taken or not. */
    long bytesAhead() {
        return ahead.isEmpty() ? bytesUsed : ahead.peekLast().bytes();
    }

    /** The number of input bytes of all rows that were taken. */
    long bytesUsed() {
        return bytesUsed;
    }
}
