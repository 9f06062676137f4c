package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.importer.RecordInput.RowIterator;
import com.whitelabelcro.camel.importer.SheetChoice.Chosen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;

/** An Excel workbook (.xlsx), of which one sheet is read, row by row. */
final class WorkbookInput implements RecordInput {

    private final ReadableWorkbook workbook;
    private final WorkbookParts parts;
    private final ReadOptions options;
    private final long size;
    private SheetRecords records;
    private TableRows table;
    private Chosen chosen;

    private WorkbookInput(ReadableWorkbook workbook, WorkbookParts parts, ReadOptions options, long size) {
        this.workbook = workbook;
        this.parts = parts;
        this.options = options;
        this.size = size;
    }

    /**
     * Opens a workbook.
     *
     * @param size the size of the file in bytes
     * @throws ImportConfigurationException if it cannot be read, or only with more memory than a file may take
     */
    static WorkbookInput open(Path file, long size, ReadOptions options) throws IOException {
        refuseOptionsOfText(options);
        WorkbookParts parts = WorkbookParts.of(file);
        if (!parts.hasIsoDates()) {
            return new WorkbookInput(workbook(file, parts), parts, options, size);
        }
        Path copy = IsoDateCells.copy(file);
        try {
            return new WorkbookInput(workbook(copy, parts), parts, options, size);
        } finally {
            // The file stays open and readable until it is closed.
            Files.delete(copy);
        }
    }

    private static ReadableWorkbook workbook(Path file, WorkbookParts parts) {
        try {
            return new ReadableWorkbook(file.toFile(), new ReadingOptions(parts.isStyled(), true));
        } catch (IOException | RuntimeException e) {
            throw damaged();
        }
    }

    private static void refuseOptionsOfText(ReadOptions options) {
        String option = options.encoding().isPresent() ? "--encoding" : options.separator().isPresent() ? "--separator"
                : options.quote().isPresent() ? "--quote" : options.records().isPresent() ? "--records" : null;
        if (option != null) {
            throw new ImportConfigurationException(option + " says how a text is written; this is an Excel workbook (.xlsx)");
        }
    }

    static ImportConfigurationException damaged() {
        return new ImportConfigurationException("This Excel workbook cannot be read, it may be damaged: open it in a"
                + " spreadsheet and save it again as .xlsx, or as CSV (UTF-8)");
    }

    @Override
    public RowIterator begin(Predicate<List<String>> isHeader) {
        try {
            chosen = new SheetChoice(workbook, options, isHeader).choose();
            records = SheetRecords.of(chosen.sheet(), parts.isSince1904(), options);
            records.beginAtHeader(options.skipLines().isPresent() ? null : isHeader);
            records.of(parts.rows(chosen.sheet().getId()), size);
            table = new TableRows(records, null, isHeader);
            return table;
        } catch (ImportConfigurationException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damaged();
        }
    }

    @Override
    public long bytesUsed() {
        return records.bytesUsed();
    }

    @Override
    public Optional<TableRows> table() {
        return Optional.ofNullable(table);
    }

    @Override
    public String description() {
        return "Excel workbook, sheet \"" + Printable.of(chosen.sheet().getName()) + "\", header in row " + table.headerLine();
    }

    @Override
    public List<String> remarks() {
        return chosen.others().isEmpty() ? List.of() : List.of("Other sheets with data, which are not read: "
                + String.join(", ", chosen.others()) + "; --sheet NAME reads one of them");
    }

    @Override
    public void close() throws IOException {
        workbook.close();
    }
}
