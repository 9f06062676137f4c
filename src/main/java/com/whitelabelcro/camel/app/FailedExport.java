package com.whitelabelcro.camel.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.connection.ConfigurationException;
import com.whitelabelcro.camel.once.FailedFilter;
import com.whitelabelcro.camel.once.FailedRecord;
import com.whitelabelcro.camel.once.Ledger;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes failed records as JSON Lines that the import reads: the fields, and why the record failed as {@code _failed}. */
public final class FailedExport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Ledger ledger;
    private final FailedFilter filter;
    private long written;

    public FailedExport(Ledger ledger, FailedFilter filter) {
        this.ledger = ledger;
        this.filter = filter;
    }

    /**
     * Writes to a new file that only its owner can read.
     *
     * @return how many records
     * @throws ConfigurationException if there is such a file already
     */
    public long to(Path file) {
        try (FileChannel channel = FileChannel.open(file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                PrintWriter out = new PrintWriter(Channels.newWriter(channel, StandardCharsets.UTF_8))) {
            to(out);
            return written;
        } catch (FileAlreadyExistsException e) {
            throw new ConfigurationException("There is a file " + file + " already; name another one");
        } catch (IOException e) {
            throw new ConfigurationException("Cannot write " + file);
        }
    }

    /** Writes them there. */
    public void to(PrintWriter out) {
        OpenLedger.each(ledger, filter, each -> {
            out.println(line(OpenLedger.show(ledger, each.id())));
            written++;
        });
        out.flush();
        if (out.checkError()) {
            throw new UncheckedIOException(new IOException("The failed records could not be written; is the disk full?"));
        }
    }

    private static String line(FailedRecord record) {
        try {
            JsonNode body = record.body().isPresent() ? JSON.readTree(record.body().get()) : JSON.createObjectNode();
            ObjectNode line = body instanceof ObjectNode fields ? fields : JSON.createObjectNode().set("body", body);
            line.putObject("_failed").put("id", record.id().toString()).put("action", record.action())
                    .put("error", record.failure().kind()).put("message", record.failure().reason());
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A body in the ledger is no JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
