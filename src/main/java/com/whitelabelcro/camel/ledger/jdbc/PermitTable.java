package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.model.KeyId;
import com.whitelabelcro.camel.ratelimit.PermitStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Stores the permits in rows of a table. They are granted in the order of the requests, which the writer keeps within a process. */
final class PermitTable implements PermitStore {

    private static final String COUNT = "SELECT COUNT(*) FROM wlcro_permit WHERE key_id = ?";
    private static final String CREATE =
            "INSERT INTO wlcro_permit (key_id, number, token, free_at) VALUES (?, ?, 0, 0) ON CONFLICT DO NOTHING";
    /**
     * The permit that is free for longest; which outage or rejection of the key is noted; and whether all permits have been created.
     * The plus prevents SQLite from using the primary key, with which it would sort all permits each time.
     */
    private static final String NEXT = """
            SELECT number, token, free_at,
              (SELECT valid_until FROM wlcro_pause WHERE key_id = ? AND valid_until > ? AND state IN ('open', 'suspended')) AS paused,
              (SELECT 1 FROM wlcro_permit WHERE key_id = ? AND number = ?) AS all_created
            FROM wlcro_permit WHERE key_id = ? AND +number < ? ORDER BY free_at, number LIMIT 1""";
    private static final String TAKE =
            "UPDATE wlcro_permit SET free_at = ?, token = token + 1 WHERE key_id = ? AND number = ?";
    private static final String GIVE_BACK =
            "UPDATE wlcro_permit SET free_at = ? WHERE key_id = ? AND number = ? AND token = ?";
    private static final String CLOCK_SET_BACK =
            "UPDATE wlcro_permit SET free_at = ? WHERE key_id = ? AND free_at > ?";
    private static final String USED =
            "SELECT COUNT(*) FROM wlcro_permit WHERE key_id = ? AND number < ? AND free_at > ?";

    private static final String IN_FLIGHT =
            "SELECT COUNT(*) FROM wlcro_permit WHERE key_id = ? AND free_at > ?";
    private static final String PAUSE = "INSERT INTO wlcro_pause (key_id, until, valid_until, state, reason) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (key_id) DO UPDATE SET until = excluded.until, valid_until = excluded.valid_until,"
            + " state = excluded.state, reason = excluded.reason";
    private static final String OVER =
            "UPDATE wlcro_pause SET until = ?, valid_until = ?, state = 'none', reason = '' WHERE key_id = ? AND valid_until = ?";
    private static final String PAUSED = "SELECT until, state, reason FROM wlcro_pause WHERE key_id = ? AND valid_until > ?";

    private static final Duration DOUBT = Duration.ofMinutes(1);

    private record Next(int number, long token, long freeAt, long paused, boolean areAllCreated) {}

    private final Supplier<GroupCommitWriter> writer;

    /** @param writer provides the writer of the ledger, which changes when the ledger is opened again */
    PermitTable(Supplier<GroupCommitWriter> writer) {
        this.writer = writer;
    }

    @Override
    public CompletionStage<Taken> take(Request request) {
        return writer.get().submit(tx -> take(tx, request));
    }

    /** Takes a permit as part of a larger operation. */
    static Taken take(LedgerTransaction tx, Request request) throws SQLException {
        KeyId key = request.key();
        int limit = request.limit();
        long hold = request.hold().toMillis();
        Next next = next(tx, key, limit);
        if (next.freeAt() <= tx.now()) {
            tx.update(TAKE, tx.now() + hold, key.hex(), next.number());
            return new Row(key, next.number(), next.token() + 1, next.paused());
        }
        long latest = tx.now() + hold;
        if (next.freeAt() > latest) {
            // The clock was set back: no permit can be in use for longer than this.
            tx.update(CLOCK_SET_BACK, latest, key.hex(), latest);
        }
        return new NoneFor(Duration.ofMillis(Math.min(next.freeAt(), latest) - tx.now()));
    }

    private static Next next(LedgerTransaction tx, KeyId key, int limit) throws SQLException {
        Optional<Next> next = findNext(tx, key, limit);
        if (next.isPresent() && next.get().areAllCreated()) {
            return next.get();
        }
        create(tx, key, limit);
        return findNext(tx, key, limit).orElseThrow();
    }

    private static Optional<Next> findNext(LedgerTransaction tx, KeyId key, int limit) throws SQLException {
        return tx.first(NEXT, row -> new Next(row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getInt(5) == 1),
                key.hex(), tx.now(), key.hex(), limit - 1, key.hex(), limit);
    }

    private static void create(LedgerTransaction tx, KeyId key, int limit) throws SQLException {
        long there = tx.first(COUNT, row -> row.getLong(1), key.hex()).orElse(0L);
        for (long number = there; number < limit; number++) {
            tx.update(CREATE, key.hex(), number);
        }
    }

    @Override
    public CompletionStage<Boolean> giveBack(Row row, Duration coolDown) {
        return writer.get().recordBrief(giving(row, coolDown));
    }

    @Override
    public void giveBackWithNext(Row row, Duration coolDown) {
        writer.get().recordWithNext(giving(row, coolDown));
    }

    private static LedgerOperation<Boolean> giving(Row row, Duration coolDown) {
        return tx -> tx.update(GIVE_BACK, tx.now() + coolDown.toMillis(), row.key().hex(), row.number(), row.token()) == 1;
    }

    @Override
    public CompletionStage<Integer> used(KeyId key, int limit) {
        return writer.get().submit(
                tx -> tx.first(USED, row -> row.getInt(1), key.hex(), limit, tx.now()).orElse(0));
    }

    @Override
    public CompletionStage<Boolean> pause(KeyId key, Duration time, Pause pause, String why) {
        return writer.get().submitBrief(
                tx -> tx.update(PAUSE, key.hex(), tx.now() + time.toMillis(), tx.now() + time.plus(doubt(pause)).toMillis(),
                        stored(pause), why) == 1);
    }

    @Override
    public CompletionStage<Boolean> wellAgain(Row row) {
        return writer.get().submitBrief(
                tx -> tx.update(OVER, tx.now(), tx.now(), row.key().hex(), row.paused()) == 1);
    }

    @Override
    public CompletionStage<Standing> standing(KeyId key, int limit, Duration period) {
        return writer.get().submit(tx -> {
            int used = tx.first(USED, row -> row.getInt(1), key.hex(), limit, tx.now()).orElse(0);
            // A permit that cools down is free within one period; one that was not given back is held for the timeout as well.
            long cold = tx.now() + period.toMillis() + 1;
            int inFlight = tx.first(IN_FLIGHT, row -> row.getInt(1), key.hex(), cold).orElse(0);
            return tx.first(PAUSED, row -> new Standing(used, inFlight, Duration.ofMillis(Math.max(0, row.getLong(1) - tx.now())),
                            pause(row.getString(2)), row.getString(3)), key.hex(), tx.now())
                    .orElse(new Standing(used, inFlight, Duration.ZERO, Pause.NONE, ""));
        });
    }

    /** How long the state remains valid after its end, because the connection may not have been tried again yet. */
    private static Duration doubt(Pause pause) {
        return pause == Pause.OPEN || pause == Pause.SUSPENDED ? DOUBT : Duration.ZERO;
    }

    private static String stored(Pause pause) {
        return pause.name().toLowerCase(Locale.ROOT);
    }

    private static Pause pause(String stored) {
        return Pause.valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
