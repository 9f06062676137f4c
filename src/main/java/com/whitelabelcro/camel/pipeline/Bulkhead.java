package com.whitelabelcro.camel.pipeline;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Bounds the memory of the records that are on their way: most of them wait for a permit. A waiting record holds no thread, but
 * it holds its exchange and its body. Without a bound a flood would take all the heap, and then nobody would be told anything.
 *
 * <p>Records may take half of the heap. Half of that is kept for each connection in equal parts, so that the flood of one
 * connection does not shut out the records of another; the other half is for whoever comes first. Thread-safe.
 */
final class Bulkhead {

    /** What a record takes besides its body: 7 KB were measured, with the exchange of an asynchronous caller. */
    static final long RECORD = 7 * 1024;
    /** How often the body is in memory: the caller's, its fields, the ledger's, the request. */
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
     * @param heap how large the heap can become, bytes
     * @param connections how many connections there are at the moment
     */
    Bulkhead(long heap, IntSupplier connections) {
        this.heap = heap;
        this.shared = heap / 4;
        this.connections = connections;
    }

    /**
     * Lets a record in; false if there is no room.
     *
     * @param body length of its body, bytes
     */
    synchronized boolean tryAcquire(String connection, int body) {
        share();
        Used own = used.computeIfAbsent(connection, name -> new Used());
        long more = beyondReserve(own.bytes + size(body)) - beyondReserve(own.bytes);
        // What is alone may be as large as it likes: it could never be sent otherwise.
        if (sharedUsed + more > shared && own.bytes > 0) {
            return false;
        }
        sharedUsed += more;
        own.bytes += size(body);
        records++;
        return true;
    }

    /** A record has come to its end. */
    synchronized void release(String connection, int body) {
        Used own = used.get(connection);
        long before = beyondReserve(own.bytes);
        own.bytes -= size(body);
        sharedUsed -= before - beyondReserve(own.bytes);
        records--;
        if (own.bytes == 0) {
            used.remove(connection);
        }
    }

    /** Why there is no room, and what to do about it. */
    synchronized String reason() {
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
