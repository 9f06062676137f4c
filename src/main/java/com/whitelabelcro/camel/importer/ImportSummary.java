package com.whitelabelcro.camel.importer;

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
 * @param leftOut rows that were left out, as they do not stand behind the line to go on after; not among those read
 * @param lastLeftOut the line of the last of them
 * @param done records that the API has; in a dry run, those that are in order
 * @param sentBefore records that were sent before, in this import or an earlier one, and that the API has
 * @param failed records that were given up; in a dry run, those that are not in order
 * @param unknown records of which nobody can say whether they were applied
 * @param broken rows that could not be read
 * @param owed those of the failed and broken ones that stand in the failed file only
 * @param listed those of the failed and unknown ones that stand in the target's list of failed records, too
 * @param sent records of which a request was made by this import, whatever came of it
 * @param notSent records that were not sent, as the import was stopped
 * @param elapsed how long it took
 * @param stopped why it was stopped, if it was
 * @param resumeAfter the line to go on after, if the rows behind it were not looked at
 * @param failedFile the file with the records to import again, if there are any: those that failed, are unknown, could
 *     not be read, or were taken and not sent
 * @param notKept how many of these could not be written to it
 * @param firstNotKept the lines of the first of them
 * @param problems the first {@value #MOST_PROBLEMS} records that failed
 * @param before the first {@value #MOST_PROBLEMS} records that were sent before, and as what
 * @param ignored keys of JSON records that filled no field, besides those the plan has shown; the first
 *     {@value #MOST_IGNORED}
 */
public record ImportSummary(boolean dryRun, long read, long leftOut, long lastLeftOut, long done, long sentBefore, long failed,
        long unknown, long broken, long owed, long listed, long sent, long notSent, Duration elapsed, Optional<StopReason> stopped, OptionalLong resumeAfter,
        Optional<Path> failedFile, long notKept, List<Long> firstNotKept, List<Problem> problems, List<Problem> before, Set<String> ignored) {

    public static final int MOST_PROBLEMS = 20;
    public static final int MOST_IGNORED = 100;

    /** One record that failed, or was sent before. */
    public record Problem(long line, String text) {
    }

    /** Whether every row was brought over, or, in a dry run, is in order. */
    public boolean clean() {
        return done + sentBefore == read && stopped.isEmpty();
    }

    /** How long a real run would take, after a dry run. */
    public Optional<String> forecast(QuotaUse quota) {
        return dryRun && stopped.isEmpty() ? Optional.of(ImportForecast.of(done, true, sentBefore, quota)) : Optional.empty();
    }

    /** Whether the ledger was lost, so that it remembers nothing of this import. */
    public boolean isForgotten() {
        return stopped.filter(stop -> stop.cause() == StopReason.Cause.LEDGER_LOST).isPresent();
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
        return SummaryText.of(this, recognises);
    }
}
