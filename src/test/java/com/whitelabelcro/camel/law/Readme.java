package com.whitelabelcro.camel.law;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** README.md as its readers see it: tables under headings, and blocks of code. */
public final class Readme {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private Readme() {}

    /** The rows of the table under a heading, cell by cell, without head and rule. */
    public static List<List<String>> table(String heading) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : section(heading)) {
            if (line.startsWith("|")) {
                String[] cells = line.substring(1).split("\\|");
                rows.add(Stream.of(cells).map(String::strip).toList());
            }
        }
        return rows.subList(2, rows.size());
    }

    private static List<String> section(String heading) throws IOException {
        return Files.readAllLines(Path.of("README.md")).stream()
                .dropWhile(line -> !line.equals("## " + heading)).skip(1)
                .takeWhile(line -> !line.startsWith("## ")).toList();
    }

    /** The first block of that language under a heading. */
    public static String block(String heading, String language) throws IOException {
        return String.join("\n", section(heading).stream()
                .dropWhile(line -> !line.equals("```" + language)).skip(1)
                .takeWhile(line -> !line.equals("```")).toList()) + "\n";
    }

    /** What a cell has in backticks. */
    public static List<String> code(String cell) {
        return CODE.matcher(cell).results().map((MatchResult each) -> each.group(1)).toList();
    }
}
