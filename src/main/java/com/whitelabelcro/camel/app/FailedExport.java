package com.whitelabelcro.camel.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.ledger.IdentityKey;
import com.whitelabelcro.camel.ledger.Ledger;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes failed records as JSON Lines that the import can read: the fields of the record and, as {@code _failed}, why
 * it failed and the key by which the ledger recognises it when it is imported again.
 */
public final class FailedExport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Ledger ledger;
    private final FailedFilter filter;
    private final Set<String> kinds = new TreeSet<>();
    private long written;
    private long withoutFields;

    public FailedExport(Ledger ledger, FailedFilter filter) {
        this.ledger = ledger;
        this.filter = filter;
    }

    /**
     * Writes to a new file that only its owner can read.
     *
     * @throws ConfigurationException if the file exists already or cannot be written
     */
    public void to(Path file) {
        try (FileChannel channel = FileChannel.open(
                        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode(file));
                PrintWriter out = new PrintWriter(Channels.newWriter(channel, StandardCharsets.UTF_8))) {
            to(out);
        } catch (FileAlreadyExistsException e) {
            throw new ConfigurationException("There is a file " + file + " already; name another one");
        } catch (IOException e) {
            throw new ConfigurationException("Cannot write " + file);
        }
    }

    private static FileAttribute<?>[] mode(Path file) throws IOException {
        boolean posix = Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
        return posix ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))} : new FileAttribute<?>[0];
    }

    /** Writes the records. */
    public void to(PrintWriter out) {
        LedgerClient.each(ledger, filter, each -> write(LedgerClient.show(ledger, each.id()), out));
        out.flush();
        if (out.checkError()) {
            throw new UncheckedIOException(new IOException("The failed records could not be written; is the disk full?"));
        }
    }

    private void write(FailedRecord record, PrintWriter out) {
        if (record.body().isEmpty()) {
            withoutFields++;
            return;
        }
        out.println(line(record, record.body().get()));
        kinds.add(record.action() + " on " + record.connection());
        written++;
    }

    private static String line(FailedRecord record, byte[] fields) {
        try {
            JsonNode body = JSON.readTree(fields);
            ObjectNode line = body instanceof ObjectNode object ? object : JSON.createObjectNode().set("body", body);
            ObjectNode failure = line.putObject("_failed").put("id", record.id().toString())
                    .put("action", record.action()).put("connection", record.connection())
                    .put("error", record.failure().kind()).put("message", record.failure().toException().getMessage());
            record.account().ifPresent(account -> failure.put("account", account.hex()));
            record.company().ifPresent(company -> failure.put("company", company.id()));
            IdentityKey.of(record).ifPresent(key -> failure.put("key", key));
            IdentityKey.ofRow(record).ifPresent(row -> failure.put("row", row));
            return JSON.writeValueAsString(line);
        } catch (IOException e) {
            throw new IllegalStateException("A body in the ledger is no JSON", e);
        }
    }

    /** How many records were written. */
    public long written() {
        return written;
    }

    /** How many records had been purged of their fields, so that there was nothing to write. */
    public long withoutFields() {
        return withoutFields;
    }

    /** The combinations of action and connection of the records, because one import can only take one of them. */
    public Set<String> kinds() {
        return kinds;
    }
}
