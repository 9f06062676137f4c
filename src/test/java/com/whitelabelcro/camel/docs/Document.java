package com.whitelabelcro.camel.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown page: its tables by heading, and its code blocks. */
public record Document(Path path) {

    public static final Document README = new Document(Path.of("README.md"));
    public static final Document ACTIONS = page("actions");
    public static final Document COMMAND_LINE = page("command-line");
    public static final Document CONFIGURATION = page("configuration");
    public static final Document EMBEDDING = page("embedding");
    public static final Document FROM_MAKE = page("from-make");
    public static final Document GATEWAY = page("gateway");
    public static final Document OPERATIONS = page("operations");
    public static final Document RECORDS = page("records");
    public static final Document SCENARIOS = page("scenarios");

    private static final Pattern CELL = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** A block of code: its language, its content, and the last line of text before it. */
    public record Block(String language, String text, String before) {}

    private static Document page(String name) {
        return new Document(Path.of("docs", name + ".md"));
    }

    /** The rows of the table under a heading, cell by cell, without head and rule. */
    public List<List<String>> table(String heading) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : section(heading)) {
            if (line.startsWith("|")) {
                rows.add(Stream.of(CELL.split(line.substring(1), -1))
                        .map(cell -> cell.strip().replace("\\|", "|")).toList());
            }
        }
        return rows.subList(2, rows.size());
    }

    /** The lines under a heading. */
    public List<String> section(String heading) throws IOException {
        return Files.readAllLines(path).stream()
                .dropWhile(line -> !line.equals("## " + heading)).skip(1)
                .takeWhile(line -> !line.startsWith("## ")).toList();
    }

    /** The first block of that language under a heading. */
    public String block(String heading, String language) throws IOException {
        return blocks(heading).stream().filter(each -> each.language().equals(language))
                .map(Block::text).findFirst().orElseThrow();
    }

    /** All blocks under a heading, in their order. */
    public List<Block> blocks(String heading) throws IOException {
        return blocks(section(heading));
    }

    /** All blocks of the page, from its top. */
    public List<Block> blocks() throws IOException {
        return blocks(Files.readAllLines(path));
    }

    private static List<Block> blocks(List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        String before = "";
        String language = null;
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            if (language != null && line.equals("```")) {
                blocks.add(new Block(language, text.toString(), before));
                language = null;
            } else if (language != null) {
                text.append(line).append('\n');
            } else if (line.startsWith("```")) {
                language = line.substring(3);
                text.setLength(0);
            } else if (!line.isBlank()) {
                before = line;
            }
        }
        return blocks;
    }

    /** The parts of a cell that are in backticks. */
    public static List<String> code(String cell) {
        return CODE.matcher(cell).results().map((MatchResult each) -> each.group(1)).toList();
    }
}
