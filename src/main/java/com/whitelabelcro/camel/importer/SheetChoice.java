package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.importer.TableRows.RecordSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;

/**
 * Chooses the sheet of a workbook that is read: the one that the user names; otherwise, among the visible sheets with data, the
 * first one in which the header is found, or else the first one.
 */
final class SheetChoice {

    private final ReadableWorkbook workbook;
    private final ReadOptions options;
    private final Predicate<List<String>> isHeader;

    SheetChoice(ReadableWorkbook workbook, ReadOptions options, Predicate<List<String>> isHeader) {
        this.workbook = workbook;
        this.options = options;
        this.isHeader = isHeader;
    }

    /**
     * The sheet.
     *
     * @param others the names of the other sheets that contain data, for messages
     */
    record Chosen(Sheet sheet, List<String> others) {
    }

    /** @throws ImportConfigurationException if there is no such sheet, or none with data */
    Chosen choose() throws IOException {
        List<Sheet> all = workbook.getSheets().toList();
        if (options.sheet().isPresent()) {
            return new Chosen(named(all, options.sheet().get()), List.of());
        }
        List<Sheet> filled = new ArrayList<>();
        Sheet found = null;
        for (Sheet sheet : all) {
            try (SheetRecords records = SheetRecords.of(sheet, false, options)) {
                List<RecordSource.TableRecord> first = records.first();
                if (!first.isEmpty()) {
                    filled.add(sheet);
                    boolean fits = isVisible(sheet) && found == null && isHeader != null
                            && TableHeader.find(first, null, isHeader).isPresent();
                    found = fits ? sheet : found;
                }
            }
        }
        Sheet chosen = found != null ? found : filled.stream().filter(SheetChoice::isVisible).findFirst()
                .orElseThrow(() -> new ImportConfigurationException(filled.isEmpty() ? "This Excel workbook holds no data"
                        : "Only hidden sheets of this Excel workbook hold data: " + names(filled) + "; name one with --sheet"));
        filled.remove(chosen);
        return new Chosen(chosen, filled.stream().map(SheetChoice::name).toList());
    }

    private static Sheet named(List<Sheet> all, String name) {
        Optional<Sheet> same = all.stream().filter(sheet -> sheet.getName().equals(name)).findFirst()
                .or(() -> all.stream().filter(sheet -> sheet.getName().strip().equalsIgnoreCase(name.strip())).findFirst());
        boolean number = name.matches("[1-9][0-9]{0,3}") && Integer.parseInt(name) <= all.size();
        return same.or(() -> number ? Optional.of(all.get(Integer.parseInt(name) - 1)) : Optional.empty())
                .orElseThrow(() -> new ImportConfigurationException(
                        "There is no sheet \"" + Printable.of(name) + "\" in this Excel workbook; it has " + names(all)));
    }

    private static String names(List<Sheet> sheets) {
        return String.join(", ", sheets.stream().map(SheetChoice::name).toList());
    }

    private static String name(Sheet sheet) {
        return "\"" + Printable.of(sheet.getName()) + "\"" + (isVisible(sheet) ? "" : " (hidden)");
    }

    private static boolean isVisible(Sheet sheet) {
        return sheet.getVisibility() == SheetVisibility.VISIBLE;
    }
}
