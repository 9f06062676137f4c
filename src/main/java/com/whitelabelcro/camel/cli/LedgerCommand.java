package com.whitelabelcro.camel.cli;

import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.app.LedgerClient;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.ledger.EntryCounts;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.LedgerExtent;
import com.whitelabelcro.camel.ledger.QueueLength;
import com.whitelabelcro.camel.ledger.jdbc.LedgerBackup;
import com.whitelabelcro.camel.model.LedgerException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "ledger",
        description = "Maintain the ledger, which remembers what was sent and how it ended.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {"  wlcro ledger stats", "  wlcro ledger purge", "  wlcro ledger backup backup.db"})
final class LedgerCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static LedgerClient open() throws Exception {
        return new LedgerClient(Configuration.ofProcess());
    }

    @Command(
            name = "stats",
            description = "Count the entries by state, and show the period that they cover and the size of the ledger.",
            footerHeading = "%nExamples:%n",
            footer = "  wlcro ledger stats")
    int stats() throws Exception {
        try (LedgerClient open = open()) {
            EntryCounts counts = LedgerClient.get(open.ledger().counts(Instant.EPOCH));
            PrintWriter out = spec.commandLine().getOut();
            line(out, EntryState.QUEUED.stored(),
                    LedgerClient.get(open.ledger().queue().lengths()).stream().mapToLong(QueueLength::records).sum());
            line(out, EntryState.IN_FLIGHT.stored(), counts.inFlight());
            for (EntryState state : EntryState.values()) {
                if (state != EntryState.IN_FLIGHT && state != EntryState.QUEUED) {
                    line(out, state.stored(), counts.of(state));
                }
            }
            line(out, "in the list", LedgerClient.get(open.ledger().failed().count(FailedFilter.all())));
            LedgerExtent extent = LedgerClient.get(open.ledger().extent());
            extent.oldest().ifPresent(time -> line(out, "oldest", FailedText.time(time)));
            extent.newest().ifPresent(time -> line(out, "newest", FailedText.time(time)));
            line(out, "place", open.ledger().place());
            line(out, "schema", String.valueOf(extent.schema()));
            open.file().ifPresent(file -> line(out, "bytes on disk", size(file) + size(Path.of(file + "-wal"))));
            return 0;
        }
    }

    private static void line(PrintWriter out, String what, long count) {
        line(out, what, String.format(Locale.ROOT, "%,d", count));
    }

    private static void line(PrintWriter out, String what, String value) {
        out.println(String.format(Locale.ROOT, "%-14s %s", what, value));
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Command(
            name = "purge",
            description = "Delete settled entries older than wlcro.ledger.retention, and the fields of older failed records.",
            footerHeading = "%nExamples:%n",
            footer = "  wlcro ledger purge")
    int purge() throws Exception {
        try (LedgerClient open = open()) {
            spec.commandLine().getOut().println(LedgerClient.get(open.ledger().purge()) + " entries purged");
            return 0;
        }
    }

    @Command(
            name = "backup",
            description = "Copy the ledger to a new file while it is in use. Not for PostgreSQL, which has pg_dump.",
            footerHeading = "%nExamples:%n",
            footer = "  wlcro ledger backup backup.db")
    int backup(@Parameters(paramLabel = "FILE", description = "The file to write; it must not exist.") Path file) throws Exception {
        Settings settings = settings();
        long size = reported(() -> new LedgerBackup(settings.ledger()).backUp(file));
        spec.commandLine().getOut().println(String.format(Locale.ROOT, "%s: %,d bytes. It contains personal data%s", file, size,
                settings.ledger().secretKey().isEmpty() ? "" : ", encrypted with wlcro.ledger.secret-key"));
        return 0;
    }

    @Command(
            name = "restore",
            description = {
                "Put a backup in the place of the ledger, while nothing uses it; the present ledger is kept under another name.",
                "A backup does not know what was sent after it was made. Therefore what was queued, in flight or failed in it is"
                        + " held, in state unknown if a repeat could create a second record. Look at it with failed list; then"
                        + " failed retry --reason Restored sends what is held."
            },
            footerHeading = "%nExamples:%n",
            footer = "  wlcro ledger restore backup.db")
    int restore(@Parameters(paramLabel = "FILE", description = "The backup.") Path file) throws Exception {
        Settings settings = settings();
        PrintWriter out = spec.commandLine().getOut();
        LedgerBackup.Restored restored = reported(
                () -> new LedgerBackup(settings.ledger()).restore(file, settings.period(), Instant.now()));
        out.println("Restored to " + settings.ledger().place()
                + (restored.former() == null ? "" : "; the ledger that was there is now " + restored.former()));
        out.println("Unfinished in the backup, and therefore held: " + restored.held() + " (wlcro failed list)");
        return 0;
    }

    private static Settings settings() throws IOException {
        return Configuration.ofProcess().withKeysThatThereAre().settings();
    }

    /** Reports a failure of the ledger like an invalid configuration. */
    private static <T> T reported(Supplier<T> what) {
        try {
            return what.get();
        } catch (LedgerException e) {
            throw new ConfigurationException(e.getMessage());
        }
    }
}
