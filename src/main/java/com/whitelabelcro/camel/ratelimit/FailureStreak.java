package com.whitelabelcro.camel.ratelimit;

/** Counts failures in a row, and how many records had them: one poisoned record alone must not open the circuit. */
final class FailureStreak {

    private int length;
    private int records;
    private long last = -1;

    void add(long sequence) {
        length++;
        if (sequence != last) {
            records++;
        }
        last = sequence;
    }

    int length() {
        return length;
    }

    int records() {
        return records;
    }
}
