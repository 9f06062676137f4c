package com.whitelabelcro.camel.turn;

import com.whitelabelcro.camel.once.PermitRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The shared permits as the test wants them; without a wish, everybody gets one at once. */
final class FakeRows implements PermitRows {

    private final List<Duration> coolDowns = new ArrayList<>();
    private final List<String> pauses = new ArrayList<>();
    private CompletableFuture<Taken> next;
    int asked;

    /** The next who ask get this, when the test completes it. */
    CompletableFuture<Taken> holdBack() {
        next = new CompletableFuture<>();
        return next;
    }

    void letGo() {
        next = null;
    }

    /** For how long each of those that were given back is not free. */
    List<Duration> coolDowns() {
        return coolDowns;
    }

    /** What others can see of closings. */
    List<String> pauses() {
        return pauses;
    }

    static Row row(int number) {
        return new Row("acme", number, 1);
    }

    @Override
    public CompletionStage<Taken> take(String account, int limit, Duration hold) {
        asked++;
        return next == null ? CompletableFuture.completedFuture(row(asked)) : next;
    }

    @Override
    public CompletionStage<Boolean> giveBack(Row row, Duration coolDown) {
        coolDowns.add(coolDown);
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletionStage<Boolean> pause(String account, Duration time, boolean suspended, String why) {
        pauses.add(time + (suspended ? " suspended: " : ": ") + why);
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletionStage<Standing> standing(String account, int limit, Duration period) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Integer> used(String account, int limit) {
        return CompletableFuture.completedFuture(0);
    }
}
