package com.whitelabelcro.camel.ratelimit;

import com.whitelabelcro.camel.model.KeyId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A permit store under the control of the test; by default, each request gets a permit at once. */
final class FakePermitStore implements PermitStore {

    static final KeyId KEY = new KeyId("0".repeat(64));

    private final List<Duration> coolDowns = new ArrayList<>();
    private final List<String> pauses = new ArrayList<>();
    /** The permits whose answers showed that their key is accepted again. */
    final List<Row> well = new ArrayList<>();
    private CompletableFuture<Taken> next;
    int asked;
    KeyId key = KEY;

    /** The following requests get this result when the test completes it. */
    CompletableFuture<Taken> holdBack() {
        next = new CompletableFuture<>();
        return next;
    }

    void letGo() {
        next = null;
    }

    /** The cool-down of each permit that was given back. */
    List<Duration> coolDowns() {
        return coolDowns;
    }

    /** The pauses that other processes can see. */
    List<String> pauses() {
        return pauses;
    }

    static Row row(int number) {
        return new Row(KEY, number, 1, 0);
    }

    private Row next() {
        return new Row(key, asked, 1, 0);
    }

    @Override
    public CompletionStage<Taken> take(Request request) {
        asked++;
        return next == null ? CompletableFuture.completedFuture(next()) : next;
    }

    @Override
    public CompletionStage<Boolean> giveBack(Row row, Duration coolDown) {
        coolDowns.add(coolDown);
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public void giveBackWithNext(Row row, Duration coolDown) {
        coolDowns.add(coolDown);
    }

    @Override
    public CompletionStage<Boolean> pause(KeyId key, Duration time, Pause pause, String why) {
        pauses.add(time + " " + pause + ": " + why);
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletionStage<Boolean> wellAgain(Row row) {
        well.add(row);
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletionStage<Standing> standing(KeyId key, int limit, Duration period) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Integer> used(KeyId key, int limit) {
        return CompletableFuture.completedFuture(0);
    }
}
