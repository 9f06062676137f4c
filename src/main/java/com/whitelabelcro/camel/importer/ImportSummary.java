package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.importer.Target.QuotaUse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The result of an import: {@code read = done + sentBefore + failed + unknown + broken + notSent}.
 *
 * @param dryRun whether nothing was meant to be sent
 * @param read rows found in the input, as far as it was read
 * @param leftOut rows that were skipped because they are before the line to continue after; not counted as read
 * @param lastLeftOut the line of the last of them
 * @param done records that the API has applied; in a dry run, valid records
 * @param sentBefore records that were applied before, in this import or an earlier one
 * @param failed records that failed; in a dry run, invalid records
 * @param unknown records whose outcome is unknown
 * @param broken rows that could not be read
 * @param unlisted those of the failed and broken ones that are in the failed file only
 * @param listed those of the failed and unknown ones that are also in the target's list of failed records
 * @param sent records for which this import made a request, whatever its outcome
 * @param notSent records that were not sent because the import was stopped
 * @param elapsed how long it took
 * @param stopped why it was stopped, if it was
 * @param resumeAfter the line to continue after, if the rows after it were not processed
 * @param failedFile the file with the records to import again, if there are any: those that failed, are unknown, could not be
 *     read, or were read but not sent
 * @param notKept how many of these could not be written to it
 * @param firstNotKept the lines of the first of them
 * @param problems the first {@value #MOST_PROBLEMS} records that failed
 * @param before the first {@value #MOST_PROBLEMS} records that were sent before, and their entries
 * @param ignored keys of JSON records that filled no field, besides those the plan has shown; the first
 *     {@value #MOST_IGNORED}
 */
public record ImportSummary(boolean dryRun, long read, long leftOut, long lastLeftOut, long done, long sentBefore, long failed,
        long unknown, long broken, long unlisted, long listed, long sent, long notSent, Duration elapsed, Optional<StopReason> stopped, OptionalLong resumeAfter,
        Optional<Path> failedFile, long notKept, List<Long> firstNotKept, List<Problem> problems, List<Problem> before, Set<String> ignored) {

    public static final int MOST_PROBLEMS = 20;
    public static final int MOST_IGNORED = 100;

    /** One record that failed, or was sent before. */
    public record Problem(long line, String text) {
    }

    /** Whether every row was applied; in a dry run, whether every row is valid. */
    public boolean clean() {
        return done + sentBefore == read && stopped.isEmpty();
    }

    /** How long a real run would take, after a dry run. */
    public Optional<String> forecast(QuotaUse quota) {
        return dryRun && stopped.isEmpty() ? Optional.of(ImportForecast.of(done, true, sentBefore, quota)) : Optional.empty();
    }

    /** Whether the ledger was lost, so that it knows nothing of this import. */
    public boolean isForgotten() {
        return stopped.filter(stop -> stop.cause() == StopReason.Cause.LEDGER_LOST).isPresent();
    }

    /**
     * A description for the user: several lines for a terminal.
     *
     * @param recognises whether what was sent is recognised if the same is imported again
     */
    public String text(boolean recognises) {
        return SummaryText.of(this, recognises);
    }
}
