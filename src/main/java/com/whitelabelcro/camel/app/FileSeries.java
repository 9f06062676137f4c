package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.importer.ImportConfigurationException;
import com.whitelabelcro.camel.importer.ImportSummary;
import com.whitelabelcro.camel.ledger.Imports;
import com.whitelabelcro.camel.ledger.Imports.ImportEnd;
import com.whitelabelcro.camel.ledger.Imports.ImportSeries;
import com.whitelabelcro.camel.ledger.Imports.ImportSeries.Why;
import com.whitelabelcro.camel.ledger.Imports.ImportedFile;
import com.whitelabelcro.camel.model.AccountId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Determines which earlier imports of a file are continued, for actions whose equal rows may be separate records
 * ({@link Imports}). Creates of persons are recognised without a series, and standard input cannot have one.
 */
public final class FileSeries {

    private final ActionClient session;
    private final Action action;
    private final String connection;
    private final Path file;
    private final boolean afresh;
    private ImportSeries series;

    /**
     * @param session a context with the pack
     * @param action the action of the import
     * @param connection the connection's name; null for the default one
     * @param file the imported file; empty for the standard input
     * @param afresh whether to start a new series and send everything again
     */
    public FileSeries(ActionClient session, Action action, String connection, Optional<Path> file, boolean afresh) {
        this.session = session;
        this.action = action;
        this.connection = connection;
        this.file = file.filter(each -> Files.isRegularFile(each) && !action.createsPerson()).orElse(null);
        this.afresh = afresh;
    }

    /**
     * Stores in the ledger that the import begins.
     *
     * @return the name of its series; empty if it has none
     */
    public String begin() {
        if (file == null) {
            return "";
        }
        Connection own = session.settings().connection(connection == null ? Connection.DEFAULT : connection).orElseThrow();
        AccountId account = LedgerClient.get(session.pack().accounts().of(own)).account();
        series = LedgerClient.get(imports().begin(imported(account), afresh));
        return series.name();
    }

    /**
     * Determines which series the import would continue; stores nothing.
     *
     * @return the name of that series; empty if the import would begin a new one
     */
    String look(SentBefore before) {
        if (file == null || afresh || !before.isKnown()) {
            return "";
        }
        series = before.series(imported(before.account())).orElse(null);
        return series == null ? "" : series.name();
    }

    private ImportedFile imported(AccountId account) {
        try (InputStream bytes = Files.newInputStream(file)) {
            DigestInputStream hashed = new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"));
            hashed.transferTo(OutputStream.nullOutputStream());
            String content = HexFormat.of().formatHex(hashed.getMessageDigest().digest());
            return ImportedFile.of(account, action.name(), file.toRealPath().toString(), content);
        } catch (IOException e) {
            throw new ImportConfigurationException("Cannot read " + file + ": " + e.getMessage());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Whether repeating the same command recognises what this import sends. */
    boolean recognises() {
        return !afresh && (file != null || action.createsPerson());
    }

    /** Describes the series for the import plan; empty if a new one begins. */
    Optional<String> plan() {
        if (series == null || series.why() == Why.AFRESH) {
            return Optional.empty();
        }
        String what = series.why() == Why.IDENTICAL ? "the same file" : String.valueOf(file.getFileName());
        return Optional.of("Continues the import of " + what + " begun at " + series.begun()
                + ": rows already sent are skipped; --new sends them again");
    }

    /**
     * Stores how the import ended.
     *
     * @return a message for the user if it could not be stored
     */
    public Optional<String> end(ImportSummary summary, Set<String> mended) {
        if (series == null) {
            return Optional.empty();
        }
        ImportEnd how = new ImportEnd(summary.stopped().isPresent(), summary.done() + summary.unknown(),
                summary.failed() + summary.unknown() + summary.broken(), summary.unlisted());
        try {
            LedgerClient.get(imports().end(series, how, mended));
            return Optional.empty();
        } catch (ConfigurationException e) {
            return Optional.of("How this import ended could not be stored, so the next import of this file continues it: "
                    + e.getMessage());
        }
    }

    private Imports imports() {
        return session.pack().ledger().imports();
    }
}
