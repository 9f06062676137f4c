package com.whitelabelcro.camel.sandbox;

/** One key in use: its window and its counts. Guarded by its {@link RequestAdmission}. */
final class SandboxAccount {

    private final int index;
    private final int company;
    private SandboxKey key;
    private RateLimitWindow rate;
    private Window window;
    private Times counted = new Times();
    private Times arrived = new Times();
    private long requests;
    private long rejected;
    private int mostCounted;
    private int mostArrived;

    /**
     * @param index the position of the key in the configuration, from 1, which stands for the key in logs
     * @param company the position of the first key of its company
     */
    SandboxAccount(int index, int company, SandboxKey key, RateLimitWindow rate) {
        this.index = index;
        this.company = company;
        configure(key, rate);
    }

    /** Changes the rules. A quota that stays the same keeps its window; another one starts empty. */
    void configure(SandboxKey newKey, RateLimitWindow newRate) {
        boolean sameWindow = rate != null && rate.limit() == newRate.limit() && rate.window() == newRate.window()
                && rate.period().equals(newRate.period());
        if (rate != null && !rate.period().equals(newRate.period())) {
            counted = new Times();
            arrived = new Times();
        }
        if (!sameWindow) {
            window = newRate.limit() == 0 ? null
                    : Window.of(newRate.window(), newRate.limit(), newRate.period().toNanos());
        }
        key = newKey;
        rate = newRate;
    }

    /** Counts a request; null if there is no limit. */
    Window.Turn take(long now) {
        requests++;
        mostArrived = Math.max(mostArrived, inOnePeriod(arrived, now));
        Window.Turn turn = window == null ? null : window.take(now);
        if (turn != null && !turn.accepted()) {
            rejected++;
        } else {
            mostCounted = Math.max(mostCounted, inOnePeriod(counted, now));
        }
        return turn;
    }

    /** The number of requests in the period that ends with this one; their maximum is the maximum in any window. */
    private int inOnePeriod(Times times, long now) {
        times.dropUntil(now - rate.period().toNanos());
        times.add(now);
        return times.size();
    }

    int index() {
        return index;
    }

    int company() {
        return company;
    }

    boolean mayWrite() {
        return key.scopes().contains(SandboxKey.WRITE);
    }

    SandboxStats.PerKey stats() {
        return new SandboxStats.PerKey(index, requests, requests - rejected, rejected, mostCounted, mostArrived);
    }
}
