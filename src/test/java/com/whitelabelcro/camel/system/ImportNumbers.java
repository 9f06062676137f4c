package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers that an import prints at its end, and the content of the failed file that it names. */
record ImportNumbers(String out, long rows, long done, long sentBefore, long failed, long unknown, long unreadable,
        long notSent, List<JsonNode> file) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FILE = Pattern.compile("(?m)^To be corrected and imported again: (.+)$");
    private static final Pattern AFTER = Pattern.compile("(?m)^The rows after line (\\d+) were not sent$");

    static ImportNumbers of(String out) throws IOException {
        Matcher counts = Pattern.compile("(?m)^(\\d+) rows?: (.*)$").matcher(out);
        assertThat(counts.find()).as(out).isTrue();
        List<JsonNode> lines = new ArrayList<>();
        Matcher file = FILE.matcher(out);
        if (file.find()) {
            for (String line : Files.readAllLines(Path.of(file.group(1)))) {
                lines.add(JSON.readTree(line));
            }
        }
        return new ImportNumbers(out, Long.parseLong(counts.group(1)), count(counts.group(2), "done"),
                count(counts.group(2), "sent before"), count(counts.group(2), "failed"),
                count(counts.group(2), "of unknown outcome"), count(counts.group(2), "unreadable"),
                count(counts.group(2), "not sent"), lines);
    }

    private static long count(String text, String what) {
        Matcher number = Pattern.compile("(\\d+) " + what + "(,|$)").matcher(text);
        return number.find() ? Long.parseLong(number.group(1)) : 0;
    }

    Path failedFile() {
        Matcher file = FILE.matcher(out);
        assertThat(file.find()).as(out).isTrue();
        return Path.of(file.group(1));
    }

    Optional<Long> after() {
        Matcher after = AFTER.matcher(out);
        return after.find() ? Optional.of(Long.valueOf(after.group(1))) : Optional.empty();
    }

    /** The lines of the failed file with this error. */
    List<JsonNode> withError(String error) {
        return file.stream().filter(each -> each.path("_failed").path("error").asText().equals(error)).toList();
    }

    /**
     * Asserts that every row is in exactly one count, and that all rows that were not applied are in the file, except those that were not
     * read.
     */
    ImportNumbers agree() {
        assertThat(done + sentBefore + failed + unknown + unreadable + notSent).as(out).isEqualTo(rows);
        assertThat(withError("OutcomeUnknown")).as(out).hasSize((int) unknown);
        assertThat(withError("Unreadable")).as(out).hasSize((int) unreadable);
        // The header is the first line.
        long notLookedAt = after().map(line -> rows - (line - 1)).orElse(0L);
        assertThat(withError("NotSent")).as(out).hasSize((int) (notSent - notLookedAt));
        assertThat((long) file.size()).as(out).isEqualTo(failed + unknown + unreadable + notSent - notLookedAt);
        return this;
    }
}
