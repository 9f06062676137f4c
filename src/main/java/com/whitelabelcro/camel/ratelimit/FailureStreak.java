package com.whitelabelcro.camel.ratelimit;

/** Counts failures in a row, and whether more than one record had them: one poisoned record must stop nobody else. */
final class FailureStreak {

    private int length;
    private int records;
    private long last = -1;

    void add(long ticket) {
        length++;
        if (ticket != last) {
            records++;
        }
        last = ticket;
    }

    int length() {
        return length;
    }

    int records() {
        return records;
    }
}
