package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.importer.TableRows.RecordSource.TableRecord;
import com.whitelabelcro.camel.model.InvisibleCharacters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names of the columns of a table. */
final class TableHeader {

    /** More than any export has; a file of so many separators is not a table. */
    static final int MOST_COLUMNS = 10_000;

    /** How many records are looked at to find the header: more lines of titles than any report has. */
    static final int MOST_LINES_BEFORE = 30;

    private static final Pattern UNNAMED = Pattern.compile("column \\d+");
    private static final Pattern SHARED = Pattern.compile("(.+) \\(\\d+(?:st|nd|rd|th)\\)", Pattern.DOTALL);

    private final List<String> columns;
    private final Set<String> names;

    /** @param names in lower case, as they stand in the header */
    private TableHeader(List<String> columns, Set<String> names) {
        this.columns = columns;
        this.names = names;
    }

    /**
     * Reads the names. A column without a name is called {@code column 3}, so that it can be mapped; of several columns of
     * one name, they are called {@code Notes (1st)}, {@code Notes (2nd)} and so on.
     *
     * @throws ImportConfigurationException if there is no name at all, or with too many columns
     */
    static TableHeader of(String[] cells) {
        if (cells.length > MOST_COLUMNS) {
            throw new ImportConfigurationException("The header has " + cells.length + " columns; at most "
                    + MOST_COLUMNS + " are read. Is this a table?");
        }
        String[] names = Arrays.stream(cells).map(SpreadsheetText::read).toArray(String[]::new);
        Map<String, Integer> counts = new HashMap<>();
        for (String name : names) {
            counts.merge(name, 1, Integer::sum);
        }
        if (counts.keySet().equals(Set.of(""))) {
            throw new ImportConfigurationException("The header names no column: the first line must hold the names");
        }
        List<String> columns = new ArrayList<>(names.length);
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            int number = numbers.merge(names[i], 1, Integer::sum);
            columns.add(names[i].isEmpty() ? "column " + (i + 1)
                    : counts.get(names[i]) > 1 ? names[i] + " (" + number + ordinal(number) + ")" : names[i]);
        }
        return new TableHeader(columns,
                Arrays.stream(names).filter(name -> !name.isEmpty()).map(TableHeader::lower).collect(Collectors.toSet()));
    }

    private static String ordinal(int number) {
        return number / 10 % 10 == 1 ? "th" : switch (number % 10) {
            case 1 -> "st";
            case 2 -> "nd";
            case 3 -> "rd";
            default -> "th";
        };
    }

    /** The name as it stands in the header, of a column that shares its name. */
    static String nameOf(String column) {
        Matcher shared = SHARED.matcher(column);
        return shared.matches() ? shared.group(1) : column;
    }

    /** Whether this is one of several columns of that name. */
    static boolean isOneOf(String column, String name) {
        String base = nameOf(column);
        return base.length() < column.length() && ColumnNames.alike(base, name);
    }

    /**
     * Where a header was found.
     *
     * @param index which record it is
     * @param wrapped whether its whole line stands in quotes, as one cell
     */
    record ColumnPlace(int index, boolean wrapped) {
    }

    /**
     * Looks for the header among the first records of a table.
     *
     * @param isHeader knows it by its names; null for the first record, if that can be read
     */
    static Optional<ColumnPlace> find(List<TableRecord> records, CellSplitter splitter, Predicate<List<String>> isHeader) {
        for (int i = 0; i < Math.min(records.size(), MOST_LINES_BEFORE + 1); i++) {
            String[] cells = records.get(i).cells();
            String[] inner = inner(records.get(i), splitter);
            if (isHeader == null) {
                return cells == null ? Optional.empty() : Optional.of(new ColumnPlace(i, inner.length > 2));
            } else if (cells != null && isHeader.test(columns(cells))) {
                return Optional.of(new ColumnPlace(i, false));
            } else if (inner.length > 1 && isHeader.test(columns(inner))) {
                return Optional.of(new ColumnPlace(i, true));
            }
        }
        return Optional.empty();
    }

    /** The names of the columns that these cells would be a header of; none if they can be no header. */
    static List<String> columns(String[] cells) {
        return cells.length > MOST_COLUMNS || isBlank(cells) ? List.of() : of(cells).columns();
    }

    /** The record that is most likely the header: the first one with the most common number of cells. */
    static int likely(List<TableRecord> records) {
        Map<Integer, Integer> widths = new HashMap<>();
        for (TableRecord record : records) {
            if (record.cells() != null) {
                widths.merge(record.cells().length, 1, Integer::sum);
            }
        }
        widths.remove(1);
        int usual = widths.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(0);
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i).cells() != null && records.get(i).cells().length == usual) {
                return i;
            }
        }
        return 0;
    }

    /** The cells inside a record whose whole line is quoted as one cell; none if it is not. */
    static String[] inner(TableRecord record, CellSplitter splitter) {
        boolean whole = splitter != null && record.firstQuoted()
                && isBlank(Arrays.copyOfRange(record.cells(), 1, record.cells().length));
        String[] inner = whole ? splitter.split(record.cells()[0]) : null;
        return inner == null ? new String[0] : inner;
    }

    private static boolean isBlank(String[] cells) {
        return Arrays.stream(cells).allMatch(InvisibleCharacters::isBlank);
    }

    /** The unique names of the columns. */
    List<String> columns() {
        return columns;
    }

    int width() {
        return columns.size();
    }

    /** Whether a cell is the name of a column: then all of them may be names. This is called for every row. */
    boolean sharesNamesWith(String[] cells) {
        return Arrays.stream(cells).anyMatch(cell -> names.contains(lower(cell)));
    }

    /** The same header in the order of these cells, if they repeat its names. */
    Optional<TableHeader> again(String[] cells) {
        List<String> left = new ArrayList<>(columns);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < Math.max(cells.length, columns.size()); i++) {
            String name = i < cells.length ? SpreadsheetText.read(cells[i]) : "";
            Optional<String> same = left.stream().filter(column -> column.equals(name) || nameIn(column).equals(name)).findFirst()
                    .or(() -> left.stream().filter(column -> ColumnNames.alike(nameIn(column), name)).findFirst());
            if (same.isEmpty() && (!name.isEmpty() || order.size() < columns.size())) {
                return Optional.empty();
            }
            same.ifPresent(left::remove);
            same.ifPresent(order::add);
        }
        return Optional.of(new TableHeader(order, names));
    }

    /** The name in the header; empty if the column is named by its position. */
    private static String nameIn(String column) {
        return UNNAMED.matcher(column).matches() ? "" : nameOf(column);
    }

    private static String lower(String name) {
        return SpreadsheetText.read(name).toLowerCase(Locale.ROOT);
    }

    /** The cleaned cells by name; missing cells are empty. */
    Map<String, Object> fields(String[] cells) {
        Map<String, Object> fields = new LinkedHashMap<>(columns.size() * 2);
        for (int i = 0; i < columns.size(); i++) {
            fields.put(columns.get(i), i < cells.length ? SpreadsheetText.read(cells[i]) : "");
        }
        return fields;
    }
}
