package com.whitelabelcro.camel.ratelimit;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Limits the memory of the records that are in the pipeline, most of which wait for a permit. A waiting record occupies no thread, but
 * the memory of its exchange and its body. Without a limit a flood of records would fill the heap, and no caller would get an answer.
 *
 * <p>The records may take half of the heap. One half of that is reserved in equal parts for the connections, so that a flood
 * on one connection does not shut out the others; the other half is shared by all. Thread-safe.
 */
public final class MemoryLimit {

    /** The memory of a record besides its body, in bytes: 7 KB were measured, with the exchange of an asynchronous caller. */
    static final long RECORD = 7 * 1024;
    /** The number of copies of the body in memory: the caller's, the fields, the ledger's, and the request. */
    private static final long COPIES = 4;

    private final long shared;
    private final long heap;
    private final IntSupplier connections;
    private int parts;
    private long reserve;
    private final Map<String, Used> used = new HashMap<>();
    private long sharedUsed;
    private long records;

    private static final class Used {
        private long bytes;
    }

    /**
     * @param heap the maximum size of the heap, bytes
     * @param connections the current number of connections
     */
    public MemoryLimit(long heap, IntSupplier connections) {
        this.heap = heap;
        this.shared = heap / 4;
        this.connections = connections;
    }

    /**
     * Takes memory for a record; false if there is too little left.
     *
     * @param body length of its body, bytes
     */
    public synchronized boolean tryAcquire(String connection, int body) {
        share();
        Used own = used.computeIfAbsent(connection, name -> new Used());
        long more = beyondReserve(own.bytes + size(body)) - beyondReserve(own.bytes);
        // The only record of its connection always gets memory, however large it is; otherwise it could never be sent.
        if (sharedUsed + more > shared && own.bytes > 0) {
            return false;
        }
        sharedUsed += more;
        own.bytes += size(body);
        records++;
        return true;
    }

    /** Returns the memory of a record that has ended, whose body has this length. */
    public synchronized void release(String connection, int body) {
        Used own = used.get(connection);
        long before = beyondReserve(own.bytes);
        own.bytes -= size(body);
        sharedUsed -= before - beyondReserve(own.bytes);
        records--;
        if (own.bytes == 0) {
            used.remove(connection);
        }
    }

    /** Why a record got no memory, and what to do about it; for the user. */
    public synchronized String reason() {
        return "too many records wait in this process already (" + records + ", as many as its memory of " + heap / 1024 / 1024
                + " MB allows); send it again later, fewer at a time, or give the process more memory (-Xmx)";
    }

    /** Divides the reserve among the connections that exist now. */
    private void share() {
        int now = Math.max(1, connections.getAsInt());
        if (now != parts) {
            parts = now;
            reserve = heap / 4 / now;
            sharedUsed = used.values().stream().mapToLong(each -> beyondReserve(each.bytes)).sum();
        }
    }

    private long beyondReserve(long bytes) {
        return Math.max(0, bytes - reserve);
    }

    private static long size(int body) {
        return RECORD + COPIES * body;
    }
}
