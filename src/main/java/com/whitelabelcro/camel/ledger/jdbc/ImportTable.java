package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.Imports;
import com.whitelabelcro.camel.ledger.Imports.ImportEnd;
import com.whitelabelcro.camel.ledger.Imports.ImportSeries;
import com.whitelabelcro.camel.ledger.Imports.ImportSeries.Why;
import com.whitelabelcro.camel.ledger.Imports.ImportedFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/** Stores the imports in rows of a table. */
final class ImportTable implements Imports {

    private static final String COLUMNS = "SELECT series, state, unlisted, started FROM wlcro_import WHERE ";
    private static final String LAST_OF_PATH = COLUMNS + "path = ? ORDER BY id DESC LIMIT 1";
    private static final String IDENTICAL = COLUMNS + "content = ? AND (ended IS NULL AND started > ? OR ended > ? AND sent > 0)"
            + " ORDER BY id DESC LIMIT 1";
    private static final String ANY_LISTED = "SELECT 1 FROM wlcro_entry WHERE series = ? AND listed = 1 LIMIT 1";
    private static final String BEGUN = "SELECT MIN(started) FROM wlcro_import WHERE series = ?";
    private static final String BEGIN = "INSERT INTO wlcro_import (id, series, path, content, state, sent, unlisted, started)"
            + " VALUES (?, ?, ?, ?, 'running', 0, 0, ?)";
    private static final String END =
            "UPDATE wlcro_import SET state = ?, sent = ?, unlisted = ?, ended = ? WHERE id = ?";
    private static final String MENDED = "UPDATE wlcro_import SET unlisted = 0 WHERE series = ? AND state = 'failed'";

    private final GroupCommitWriter writer;
    private final LongSupplier sequence;
    private final long window;

    /** @param window how long an import of the identical file counts, milliseconds */
    ImportTable(GroupCommitWriter writer, LongSupplier sequence, long window) {
        this.writer = writer;
        this.sequence = sequence;
        this.window = window;
    }

    private record Known(String series, String state, long unlisted, long started) {}

    @Override
    public CompletionStage<ImportSeries> begin(ImportedFile file, boolean afresh) {
        return writer.submit(tx -> {
            ImportSeries series = series(tx, file, afresh);
            tx.update(BEGIN, series.id().value(), series.name(), file.path().bytes(), file.content().bytes(), tx.now());
            return series;
        });
    }

    private ImportSeries series(LedgerTransaction tx, ImportedFile file, boolean afresh) throws SQLException {
        EntryId id = EntryId.of(tx.owner(), sequence.getAsLong());
        Optional<ImportSeries> before = afresh ? Optional.empty() : goingOn(tx, id, file, window);
        return before.orElseGet(() -> new ImportSeries(
                id, UUID.randomUUID().toString().replace("-", ""), Why.AFRESH, Instant.ofEpochMilli(tx.now())));
    }

    /** Finds the series of an earlier import that an import of this file continues. Only reads. */
    static Optional<ImportSeries> goingOn(LedgerTransaction tx, EntryId id, ImportedFile file, long window)
            throws SQLException {
        Optional<Known> last = tx.first(LAST_OF_PATH, ImportTable::known, file.path().bytes());
        if (last.isPresent() && isUnfinished(tx, last.get())) {
            return Optional.of(goingOn(tx, id, last.get(), Why.UNFINISHED));
        }
        long since = tx.now() - window;
        Optional<Known> same = tx.first(IDENTICAL, ImportTable::known, file.content().bytes(), since, since);
        return same.isPresent() ? Optional.of(goingOn(tx, id, same.get(), Why.IDENTICAL)) : Optional.empty();
    }

    private static boolean isUnfinished(LedgerTransaction tx, Known last) throws SQLException {
        return switch (last.state()) {
            case "done" -> false;
            case "failed" -> last.unlisted() > 0 || tx.first(ANY_LISTED, row -> row.getInt(1), last.series()).isPresent();
            default -> true;
        };
    }

    private static ImportSeries goingOn(LedgerTransaction tx, EntryId id, Known with, Why why) throws SQLException {
        long begun = tx.first(BEGUN, row -> row.getLong(1), with.series()).orElse(with.started());
        return new ImportSeries(id, with.series(), why, Instant.ofEpochMilli(begun));
    }

    private static Known known(ResultSet row) throws SQLException {
        return new Known(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4));
    }

    @Override
    public CompletionStage<Void> end(ImportSeries series, ImportEnd how, Set<String> mended) {
        String state = how.stopped() ? "stopped" : how.well() ? "done" : "failed";
        return writer.submit(tx -> {
            tx.update(END, state, how.sent(), how.unlisted(), tx.now(), series.id().value());
            if (how.well()) {
                for (String other : mended) {
                    tx.update(MENDED, other);
                }
            }
            return null;
        });
    }
}
