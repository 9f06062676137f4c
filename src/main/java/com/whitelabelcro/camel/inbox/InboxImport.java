package com.whitelabelcro.camel.inbox;

import com.whitelabelcro.camel.app.ActionClient;
import com.whitelabelcro.camel.app.FileSeries;
import com.whitelabelcro.camel.app.PackTarget;
import com.whitelabelcro.camel.app.SentBefore;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.importer.FailedFile;
import com.whitelabelcro.camel.importer.ImportConfigurationException;
import com.whitelabelcro.camel.importer.ImportOptions;
import com.whitelabelcro.camel.importer.ImportRun;
import com.whitelabelcro.camel.importer.ImportSummary;
import com.whitelabelcro.camel.importer.Mapping;
import com.whitelabelcro.camel.importer.MappingFile;
import com.whitelabelcro.camel.importer.MappingRules;
import com.whitelabelcro.camel.importer.RecordReader;
import com.whitelabelcro.camel.inbox.InboxFile.FileState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Imports one file of the inbox, like the command {@code import} without options. The ledger knows which rows were applied by an
 * interrupted import of the same file. Thread-safe.
 */
final class InboxImport {

    /** The import of a file cannot be finished at present; the file stays in the inbox and is tried again. */
    static final class NotNowException extends Exception {

        private static final long serialVersionUID = 1L;

        NotNowException(String why) {
            super(why);
        }
    }

    private final ActionClient client;
    private final TellOnce tell;
    private final InstantSource time;
    private final Set<ImportRun> running = ConcurrentHashMap.newKeySet();

    /** @param time for the result file */
    InboxImport(ActionClient client, TellOnce tell, InstantSource time) {
        this.client = client;
        this.tell = tell;
        this.time = time;
    }

    /**
     * Imports the file and moves it to its destination.
     *
     * @return the destination and the result, for messages
     * @throws NotNowException if it stays in the inbox and should be tried again
     */
    String run(InboxFile file) throws NotNowException, InterruptedException {
        try {
            Optional<InboxEnd.EndNote> left = InboxEnd.left(file);
            if (left.isPresent()) {
                InboxEnd.finish(file, left.get());
                return "imported before the last start; see " + left.get().result(file);
            }
            FileState state = FileState.of(file.path());
            InboxResult result = importRows(file);
            if (!FileState.of(file.path()).equals(state)) {
                throw new NotNowException("it was changed while it was imported");
            }
            InboxEnd.EndNote note = InboxEnd.write(file, state, result);
            InboxEnd.finish(file, note);
            return result.text() + "; see " + note.result(file);
        } catch (IOException | UncheckedIOException e) {
            // The message may contain names from the disk; the class is sufficient.
            throw new NotNowException("it cannot be read, or its result cannot be written (" + cause(e) + ")");
        } catch (ConfigurationException e) {
            throw new NotNowException(e.getMessage());
        }
    }

    private static String cause(Exception problem) {
        return (problem instanceof UncheckedIOException unchecked ? unchecked.getCause() : problem).getClass().getSimpleName();
    }

    private InboxResult importRows(InboxFile file) throws IOException, NotNowException, InterruptedException {
        try (InputStream readable = Files.newInputStream(file.path())) {
            // A file that cannot be read now may be readable later; the reader would report it as a fault of the file.
            readable.read();
        }
        Path work = InboxEnd.begin(file);
        try (RecordReader reader = RecordReader.open(file.path())) {
            return importRows(file, reader, begin(file, reader, work));
        } catch (ImportConfigurationException e) {
            return InboxResult.refused(file, e.getMessage(), time.instant());
        }
    }

    private ImportRun begin(InboxFile file, RecordReader reader, Path work) {
        Mapping mapping = Mapping.of(file.action(), MappingRules.none(), MappingRules.none()).orReady(MappingFile.ready());
        PackTarget target = new PackTarget(client, file.action(), file.connection(), false, false, SentBefore.nothing());
        ImportRun run = new ImportRun(reader, mapping, target, ImportOptions.defaults(), FailedFile.inDirectory(work), time);
        // Reports mappings that do not fit before anything is sent.
        run.plan();
        return run;
    }

    private InboxResult importRows(InboxFile file, RecordReader reader, ImportRun run) throws NotNowException, InterruptedException {
        FileSeries series = new FileSeries(client, file.action(), file.connection(), Optional.of(file.path()), false);
        String name = series.begin();
        running.add(run);
        try {
            ImportSummary summary = run.run(name);
            Optional<String> notNoted = summary.isForgotten() ? Optional.empty() : series.end(summary, run.mended());
            notNoted.ifPresent(problem -> tell.warn(file.name(), problem));
            if (summary.stopped().isPresent()) {
                throw new NotNowException("stopped after " + summary.done() + (summary.done() == 1 ? " row: " : " rows: ") + summary.stopped().get().reason());
            }
            return InboxResult.of(file, summary, time.instant());
        } finally {
            running.remove(run);
        }
    }

    /** Stops all imports; their files stay in the inbox. */
    void cancel(Duration atMost) {
        running.forEach(run -> run.cancel(atMost));
    }
}
