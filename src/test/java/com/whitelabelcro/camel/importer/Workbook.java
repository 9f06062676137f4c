package com.whitelabelcro.camel.importer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes workbooks part by part, so that a test can also write each part incorrectly. */
final class Workbook {

    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    /** The number format ids of the styles: general, date, date and time, 00000, %, custom date, 00000-0000. */
    private static final int[] STYLES = {0, 14, 22, 164, 9, 165, 166};

    private final Map<String, String> sheets = new LinkedHashMap<>();
    private final Map<String, String> parts = new LinkedHashMap<>();
    private final StringBuilder shared = new StringBuilder();

    /** Adds a visible sheet; its rows are XML. */
    Workbook sheet(String name, String... rows) {
        return sheetOf(name, "visible", rows);
    }

    Workbook sheetOf(String name, String state, String... rows) {
        int number = sheets.size() + 1;
        sheets.put("<sheet name=\"" + name + "\" sheetId=\"" + number + "\" state=\"" + state + "\" r:id=\"r" + number + "\"/>",
                "<worksheet xmlns=\"" + MAIN + "\"><sheetData>" + String.join("", rows) + "</sheetData></worksheet>");
        return this;
    }

    Workbook shared(String... texts) {
        for (String text : texts) {
            shared.append("<si><t>").append(text).append("</t></si>");
        }
        return this;
    }

    /** Replaces a part, or adds one. */
    Workbook part(String name, String content) {
        parts.put(name, content);
        return this;
    }

    /** A row of cells: a value that begins with {@code <} is the XML of a cell without its reference, any other one its text. */
    static String row(int number, String... cells) {
        StringBuilder row = new StringBuilder("<row r=\"" + number + "\">");
        for (int i = 0; i < cells.length; i++) {
            String place = "<c r=\"" + (char) ('A' + i) + number + "\"";
            row.append(cells[i].startsWith("<c") ? cells[i].replaceFirst("<c", place)
                    : place + " t=\"inlineStr\"><is><t xml:space=\"preserve\">" + cells[i] + "</t></is></c>");
        }
        return row.append("</row>").toString();
    }

    static String number(String number, int style) {
        return "<c s=\"" + style + "\"><v>" + number + "</v></c>";
    }

    Path write(Path file) throws IOException {
        StringBuilder types = new StringBuilder("<Types xmlns=\"" + PACKAGE + "content-types\">");
        StringBuilder relations = new StringBuilder("<Relationships xmlns=\"" + PACKAGE + "relationships\">");
        Map<String, String> all = new LinkedHashMap<>();
        int number = 0;
        for (String content : sheets.values()) {
            number++;
            all.put("xl/worksheets/sheet" + number + ".xml", content);
            relations.append("<Relationship Id=\"r").append(number).append("\" Type=\"" + OFFICE + "/worksheet\" Target=\"worksheets/sheet")
                    .append(number).append(".xml\"/>");
        }
        all.put("xl/workbook.xml", "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + OFFICE + "\"><sheets>"
                + String.join("", sheets.keySet()) + "</sheets></workbook>");
        all.put("xl/styles.xml", styles());
        all.put("xl/sharedStrings.xml", "<sst xmlns=\"" + MAIN + "\">" + shared + "</sst>");
        all.put("xl/_rels/workbook.xml.rels", relations + "</Relationships>");
        all.put("_rels/.rels", "<Relationships xmlns=\"" + PACKAGE + "relationships\"/>");
        String kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        types.append(override("/xl/workbook.xml", kind + "sheet.main+xml")).append(override("/xl/styles.xml", kind + "styles+xml"))
                .append(override("/xl/sharedStrings.xml", kind + "sharedStrings+xml"));
        all.put("[Content_Types].xml", types + "</Types>");
        all.putAll(parts);
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static String override(String part, String type) {
        return "<Override PartName=\"" + part + "\" ContentType=\"" + type + "\"/>";
    }

    private static String styles() {
        StringBuilder styles = new StringBuilder("<styleSheet xmlns=\"" + MAIN + "\"><numFmts>"
                + "<numFmt numFmtId=\"164\" formatCode=\"00000\"/><numFmt numFmtId=\"165\" formatCode=\"dd\\.mm\\.yyyy;@\"/>"
                + "<numFmt numFmtId=\"166\" formatCode=\"00000\\-0000\"/></numFmts><cellXfs>");
        for (int style : STYLES) {
            styles.append("<xf numFmtId=\"").append(style).append("\"/>");
        }
        return styles + "</cellXfs></styleSheet>";
    }
}
