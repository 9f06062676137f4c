package com.whitelabelcro.camel.importer;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Copies a workbook whose cells contain ISO 8601 dates ({@code t="d"}), which few programs write. The library that reads the
 * sheets fails on that cell type; in the copy they have the type for errors, for which it returns the text.
 */
final class IsoDateCells {

    private static final char ERROR = 'e';

    private IsoDateCells() {
    }

    /** Creates the copy with the parts that are read, readable by its owner only; the caller must delete it. */
    static Path copy(Path file) throws IOException {
        Path copy = Files.createTempFile("wlcro", ".xlsx");
        try (ZipFile from = new ZipFile(file.toFile());
                ZipOutputStream to = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(copy)))) {
            for (Enumeration<? extends ZipEntry> each = from.entries(); each.hasMoreElements(); ) {
                ZipEntry entry = each.nextElement();
                if (WorkbookParts.isXml(entry)) {
                    to.putNextEntry(new ZipEntry(entry.getName()));
                    try (InputStream in = new BufferedInputStream(from.getInputStream(entry))) {
                        replace(in, to);
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            Files.delete(copy);
            throw e;
        }
        return copy;
    }

    private static void replace(InputStream in, OutputStream out) throws IOException {
        OutputStream buffered = new BufferedOutputStream(out);
        XmlScan scan = new XmlScan();
        int before = -1;
        for (int b = in.read(); b >= 0; b = in.read()) {
            boolean date = scan.take((byte) b);
            if (before >= 0) {
                buffered.write(date ? ERROR : before);
            }
            before = b;
        }
        if (before >= 0) {
            buffered.write(before);
        }
        buffered.flush();
    }
}
