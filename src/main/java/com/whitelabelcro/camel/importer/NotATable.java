package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.model.InvisibleCharacters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Recognises files that are not tables, although users may think so, and says what to do instead. */
final class NotATable {

    private static final String SAVE_AS = ": open it in a spreadsheet and save it as CSV (UTF-8) or as .xlsx";
    private static final String UNPACK = ": unpack it first";

    /** The percentage of control characters that no text has. */
    private static final int TOO_MANY = 2;
    private static final int A_FEW = 4;
    private static final int LOOKED_AT = 2_000;

    private static final String ZIP = "PK\u0003\u0004";

    private record Kind(String start, String what) {
    }

    /** By their first bytes, as Latin-1. */
    private static final List<Kind> BINARY = List.of(
            new Kind("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1",
                    "an old Excel workbook (.xls), or one with a password" + SAVE_AS),
            new Kind("\u0009\u0008\u0010\u0000", "an old Excel workbook (.xls)" + SAVE_AS),
            new Kind("\u0009\u0004\u0006\u0000", "an old Excel workbook (.xls)" + SAVE_AS),
            new Kind(ZIP, "a ZIP file, or an Excel workbook (.xlsx) that does not come from a file: save it in one and name that"),
            new Kind("PK\u0005\u0006", "an empty ZIP file"),
            new Kind("\u001F\u008B", "compressed with gzip" + UNPACK),
            new Kind("BZh9", "compressed with bzip2" + UNPACK),
            new Kind("\u00FD7zXZ\u0000", "compressed with xz" + UNPACK),
            new Kind("(\u00B5/\u00FD", "compressed with zstd" + UNPACK),
            new Kind("7z\u00BC\u00AF\u0027\u001C", "a 7z archive" + UNPACK),
            new Kind("Rar!\u001A\u0007", "a RAR archive" + UNPACK),
            new Kind("%PDF-", "a PDF: export the records as CSV from where it was printed"),
            new Kind("{\\rtf", "a text document (RTF)" + SAVE_AS),
            new Kind("SQLite format 3\u0000", "an SQLite database: export a table of it as CSV"),
            new Kind("PAR1\u0015", "a Parquet file: export it as CSV"),
            new Kind("bplist0", "a property list of Apple: export the records as CSV"),
            new Kind("\u0089PNG", "a picture: export the records as CSV"),
            new Kind("GIF8", "a picture: export the records as CSV"),
            new Kind("\u00FF\u00D8\u00FF", "a picture: export the records as CSV"));

    private static final Pattern HTML = Pattern.compile(
            "<(!doctype html|html|head|body|table|meta|script|style|div|form)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern XML = Pattern.compile(
            "<(\\?xml|!doctype|!--|[a-z][\\w.-]*:[\\w.-]+[\\s>]|[a-z][\\w.-]*(\\s[^>]*)?>\\s*<)", Pattern.CASE_INSENSITIVE);

    private NotATable() {
    }

    /** Whether a file is a ZIP file, as Excel workbooks are. */
    static boolean isZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(ZIP.length()), StandardCharsets.ISO_8859_1).equals(ZIP);
        }
    }

    /** Says what a ZIP file is, if it is not an Excel workbook (.xlsx), by the names of its parts. */
    static ImportConfigurationException zipped(List<String> parts) {
        boolean binary = parts.contains("xl/workbook.bin");
        if (binary || parts.contains("content.xml") || parts.contains("Index/Document.iwa")) {
            return is("a workbook of another kind (" + (binary ? ".xlsb" : parts.contains("content.xml") ? ".ods" : ".numbers")
                    + ")" + SAVE_AS);
        }
        return is("a ZIP file" + UNPACK + ", or export it as CSV");
    }

    /** @throws ImportConfigurationException if these are the first bytes of a file that is not text */
    static void refuse(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, 16), StandardCharsets.ISO_8859_1);
        for (Kind kind : BINARY) {
            if (start.startsWith(kind.start())) {
                throw is(kind.what());
            }
        }
    }

    /**
     * Looks at the beginning of a text.
     *
     * @param marked whether its first bytes say that it is text, whatever control characters follow
     * @throws ImportConfigurationException if it is neither CSV nor JSON
     */
    static void refuse(String head, boolean marked) {
        String start = InvisibleCharacters.strip(head.substring(0, Math.min(head.length(), LOOKED_AT)));
        String upper = start.substring(0, Math.min(start.length(), 20)).toUpperCase(Locale.ROOT);
        if (start.startsWith("<")) {
            refuseMarkup(start);
        } else if (upper.startsWith("BEGIN:VCARD")) {
            throw is("an address book (vCard): import it into an address book, such as Google Contacts or Outlook, and"
                    + " export it there as CSV");
        } else if (upper.startsWith("BEGIN:VCALENDAR")) {
            throw is("a calendar: export the records as CSV");
        } else if (upper.startsWith("MIME-VERSION:")) {
            throw is("a web archive or an e-mail" + SAVE_AS);
        }
        if (!marked) {
            refuseControls(head);
        }
    }

    private static void refuseMarkup(String start) {
        if (HTML.matcher(start).find()) {
            throw is("an HTML page, perhaps one to sign in, or a table that only calls itself Excel" + SAVE_AS
                    + ", or download it again");
        } else if (start.contains("urn:schemas-microsoft-com:office:spreadsheet")) {
            throw is("an old Excel workbook (XML)" + SAVE_AS);
        } else if (XML.matcher(start).lookingAt()) {
            throw is("XML: export the records as CSV, .xlsx or JSON");
        }
    }

    private static void refuseControls(String head) {
        int end = head.length();
        while (end > 0 && (head.charAt(end - 1) == 0 || head.charAt(end - 1) == 0x1A)) {
            end--;
        }
        long controls = head.substring(0, end).chars()
                .filter(c -> c < ' ' && "\t\r\n\f\u000B".indexOf(c) < 0).count();
        if (controls > A_FEW && controls * 100 > (long) end * TOO_MANY) {
            throw is("no text, but binary data: export the records as CSV, .xlsx or JSON");
        }
    }

    private static ImportConfigurationException is(String what) {
        return new ImportConfigurationException("This file is " + what);
    }
}
