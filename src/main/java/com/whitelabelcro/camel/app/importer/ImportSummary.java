package com.whitelabelcro.camel.app.importer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What came of an import: {@code read = done + sentBefore + failed + unknown + broken + notSent}.
 *
 * @param dryRun whether nothing was meant to be sent
 * @param read rows found in the input, as far as it was read
 * @param done records that the API has; in a dry run, those that are in order
 * @param sentBefore records that were sent before, in this import or an earlier one, and that the API has
 * @param failed records that were given up; in a dry run, those that are not in order
 * @param unknown records of which nobody can say whether they were applied
 * @param broken rows that could not be read
 * @param owed those of the failed and broken ones that stand in the failed file only
 * @param notSent records that were not sent, as the import was stopped
 * @param elapsed how long it took
 * @param stopped why it was stopped, if it was
 * @param resumeAfter the line to go on after, if the rows behind it were not looked at
 * @param failedFile the file with the records to import again, if there are any
 * @param problems the first {@value #MOST_PROBLEMS} records that failed
 * @param before the first {@value #MOST_PROBLEMS} records that were sent before, and as what
 * @param ignored keys of JSON records that filled no field, besides those the plan has shown; the first
 *     {@value #MOST_IGNORED}
 */
public record ImportSummary(boolean dryRun, long read, long done, long sentBefore, long failed, long unknown, long broken,
        long owed, long notSent, Duration elapsed, Optional<String> stopped, OptionalLong resumeAfter, Optional<Path> failedFile,
        List<Problem> problems, List<Problem> before, Set<String> ignored) {

    public static final int MOST_PROBLEMS = 20;
    public static final int MOST_IGNORED = 100;

    /** One record that failed, or was sent before. */
    public record Problem(long line, String text) {
    }

    /** Whether every row was brought over, or, in a dry run, is in order. */
    public boolean clean() {
        return done + sentBefore == read && stopped.isEmpty();
    }

    /** The same of an import whose records are recognised if they come again. */
    public String text() {
        return text(true);
    }

    /**
     * For people: several lines, fit for a terminal.
     *
     * @param recognises whether what was sent is recognised if the same is imported again
     */
    public String text(boolean recognises) {
        StringBuilder text = new StringBuilder();
        list(text, before, sentBefore, " more sent before");
        list(text, problems, failed + unknown + broken, " more");
        if (!ignored.isEmpty()) {
            text.append("Ignored as well: ").append(Printable.of(String.join(", ", ignored))).append('\n');
        }
        stopped.ifPresent(reason -> text.append("Stopped: ").append(Printable.of(reason)).append('\n'));
        text.append(read).append(read == 1 ? " row: " : " rows: ").append(done).append(dryRun ? " valid" : " done");
        append(text, sentBefore, "sent before");
        append(text, failed, dryRun ? "invalid" : "failed");
        append(text, unknown, "of unknown outcome");
        append(text, broken, "unreadable");
        append(text, notSent, "not sent");
        text.append(", in ").append(ProgressText.of(elapsed)).append('\n');
        failedFile.ifPresent(file -> text.append("To be corrected and imported again: ")
                .append(Printable.of(file.toString())).append('\n'));
        if (unknown > 0) {
            text.append("Look up those of unknown outcome before you send them again: ")
                    .append("there could be a second record\n");
        }
        resumeAfter.ifPresent(line -> text.append("The rows after line ").append(line).append(" were not sent\n"));
        if (stopped.isPresent() && notSent > 0 && !dryRun) {
            text.append(next(recognises)).append('\n');
        }
        return text.toString();
    }

    private String next(boolean recognises) {
        if (done + sentBefore + failed + unknown == 0) {
            return "Nothing was sent: the whole input can be imported again";
        } else if (recognises) {
            return "The same command again sends only what is not done";
        }
        return "The same command again would send what is done, too; import that file instead"
                + (resumeAfter.isPresent() ? ", and the rows after that line (--after-line)" : "");
    }

    private static void list(StringBuilder text, List<Problem> first, long all, String more) {
        first.forEach(each -> text.append("line ").append(each.line()).append(": ")
                .append(Printable.of(each.text())).append('\n'));
        if (all > first.size()) {
            text.append("... and ").append(all - first.size()).append(more).append('\n');
        }
    }

    private static void append(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(", ").append(count).append(' ').append(what);
        }
    }
}
