package com.whitelabelcro.camel.importer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Checks the parts of a workbook before it is read, in constant memory, and refuses those that would exhaust the memory: a
 * workbook is a ZIP file, in which a few bytes can expand to any size.
 */
final class WorkbookParts {

    /** The maximum compression ratio. Real sheets are compressed about ten to thirty times; the limit of ZIP is about a thousand. */
    private static final int MOST_PACKED = 250;
    private static final long NO_BOMB = 20L * 1024 * 1024;
    private static final long MOST_TEXTS = 256L * 1024 * 1024;
    private static final int MOST_ENTRIES = 10_000;
    private static final String WORKBOOK = "xl/workbook.xml";
    private static final Pattern SINCE_1904 = Pattern.compile("\\sdate1904\\s*=\\s*[\"'](?:1|true)[\"']");
    private static final String CONTENT_TYPES = "[Content_Types].xml";
    private static final String STYLES = "spreadsheetml.styles+xml";
    private static final String RELATIONS = "xl/_rels/workbook.xml.rels";
    private static final int MOST_READ = 1024 * 1024;
    private static final Pattern RELATION = Pattern.compile("<(?:\\w+:)?Relationship\\s[^>]*>");
    private static final Pattern ID = Pattern.compile("\\sId\\s*=\\s*[\"']([^\"']*)");
    private static final Pattern TARGET = Pattern.compile("\\sTarget\\s*=\\s*[\"'](?:/?xl/)?([^\"']*)");

    private final Map<String, Long> rows = new HashMap<>();
    private final Map<String, String> parts = new HashMap<>();

    private boolean since1904;
    private boolean styled;
    private boolean isoDates;

    private WorkbookParts() {
    }

    /** @throws ImportConfigurationException if the file is not a workbook, or is refused */
    static WorkbookParts of(Path file) throws IOException {
        WorkbookParts parts = new WorkbookParts();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            parts.look(zip);
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw WorkbookInput.damaged();
        }
        return parts;
    }

    private void look(ZipFile zip) throws IOException {
        if (zip.getEntry(WORKBOOK) == null) {
            throw NotATable.zipped(zip.stream().limit(MOST_ENTRIES).map(ZipEntry::getName).toList());
        } else if (zip.size() > MOST_ENTRIES) {
            throw refused("has " + zip.size() + " parts");
        }
        for (Enumeration<? extends ZipEntry> each = zip.entries(); each.hasMoreElements(); ) {
            ZipEntry entry = each.nextElement();
            if (isXml(entry)) {
                scan(zip, entry);
            }
        }
        relations(zip);
        since1904 = SINCE_1904.matcher(text(zip, WORKBOOK)).find();
        styled = text(zip, CONTENT_TYPES).contains(STYLES);
    }

    /** Whether this part is one of those that are read; pictures, for example, are not. */
    static boolean isXml(ZipEntry entry) {
        String name = entry.getName().toLowerCase(Locale.ROOT);
        return name.endsWith(".xml") || name.endsWith(".rels");
    }

    private void scan(ZipFile zip, ZipEntry entry) throws IOException {
        long most = entry.getName().toLowerCase(Locale.ROOT).endsWith("sharedstrings.xml") ? MOST_TEXTS : Long.MAX_VALUE;
        XmlScan scan = new XmlScan();
        byte[] block = new byte[CharsetDecodingReader.BLOCK];
        try (InputStream in = zip.getInputStream(entry)) {
            long total = 0;
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                total += count;
                if (total > NO_BOMB && total / MOST_PACKED > entry.getCompressedSize() || total > most) {
                    throw refused("unpacks to more than " + total / (1024 * 1024) + " MB");
                }
                String fault = scan.add(block, count);
                if (fault != null) {
                    throw refused(fault);
                }
            }
        }
        rows.put(entry.getName(), scan.rows());
        isoDates |= scan.hasIsoDates();
    }

    private static ImportConfigurationException refused(String why) {
        return new ImportConfigurationException("This Excel workbook " + why
                + ", which no list of records does: save its sheet as CSV (UTF-8), and import that");
    }

    private void relations(ZipFile zip) throws IOException {
        Matcher relation = RELATION.matcher(text(zip, RELATIONS));
        while (relation.find()) {
            Matcher id = ID.matcher(relation.group());
            Matcher target = TARGET.matcher(relation.group());
            if (id.find() && target.find()) {
                parts.put(id.group(1), "xl/" + target.group(1));
            }
        }
    }

    private static String text(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        try (InputStream in = entry == null ? InputStream.nullInputStream() : zip.getInputStream(entry)) {
            return new String(in.readNBytes(MOST_READ), StandardCharsets.UTF_8);
        }
    }

    /** Whether its dates are counted from 1904. The library that reads the sheets understands only one of two notations for this. */
    boolean isSince1904() {
        return since1904;
    }

    /** Whether it contains styles. This part is optional, and the library that reads the sheets fails if it is missing. */
    boolean isStyled() {
        return styled;
    }

    /** Whether some of its cells contain ISO 8601 dates; see {@link IsoDateCells}. */
    boolean hasIsoDates() {
        return isoDates;
    }

    /** The number of rows of the sheet of this relation, including empty ones; 0 if it is not known. */
    long rows(String relation) {
        return rows.getOrDefault(parts.getOrDefault(relation, ""), 0L);
    }
}
