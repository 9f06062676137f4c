package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.importer.ImportSummary.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The counters of a running import. Thread-safe. */
final class ImportCounters {

    /** A longer text is not the name of a column. */
    private static final int LONGEST_NAME = 200;

    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> before = new ArrayList<>();
    private final List<Long> firstNotKept = new ArrayList<>();
    private final Set<String> ignored = new LinkedHashSet<>();
    private long read;
    private long done;
    private long sentBefore;
    private long failed;
    private long unlisted;
    private long listed;
    private long sent;
    private long notKept;
    private long unknown;
    private long broken;
    private long unread;
    private long lastLine;
    private long leftOut;
    private long lastLeftOut;
    private long bytesUsed;
    private boolean readAll;

    /** Counts a row that was read and will be processed. */
    synchronized void read(long line, long bytes) {
        read++;
        lastLine = line;
        bytesUsed = bytes;
    }

    /** Counts a row that was skipped because it is in the part of the input that an earlier import has processed. */
    synchronized void leftOut(long line) {
        leftOut++;
        lastLeftOut = line;
    }

    /** Counts a row that was not processed because the import was stopped. */
    synchronized void unread() {
        read++;
        unread++;
    }

    synchronized void readAll() {
        readAll = true;
    }

    synchronized void done() {
        done++;
    }

    /** Counts a record for which a request was sent. */
    synchronized void sent() {
        sent++;
    }

    /** Counts a failed record that could not be written to the failed file. */
    synchronized void notKept(long line) {
        notKept++;
        if (firstNotKept.size() < ImportSummary.MOST_PROBLEMS) {
            firstNotKept.add(line);
        }
    }

    synchronized void sentBefore(long line, String as) {
        sentBefore++;
        add(before, line, "sent before, " + as);
    }

    /** @param elsewhere whether the record is also stored outside the failed file */
    synchronized void failed(long line, String text, boolean elsewhere) {
        failed++;
        unlisted += elsewhere ? 0 : 1;
        listed += elsewhere ? 1 : 0;
        add(problems, line, text);
    }

    /** @param elsewhere whether the record is also stored outside the failed file */
    synchronized void unknown(long line, String text, boolean elsewhere) {
        unknown++;
        listed += elsewhere ? 1 : 0;
        add(problems, line, text + " (it may have been applied all the same)");
    }

    synchronized void broken(long line, String reason) {
        broken++;
        unlisted++;
        add(problems, line, "the row " + reason);
    }

    private static void add(List<Problem> problems, long line, String text) {
        if (problems.size() < ImportSummary.MOST_PROBLEMS) {
            problems.add(new Problem(line, text));
        }
    }

    synchronized void ignored(Collection<String> columns) {
        for (String column : columns) {
            if (ignored.size() < ImportSummary.MOST_IGNORED && column.length() <= LONGEST_NAME) {
                ignored.add(column);
            }
        }
    }

    /** Whether the target has returned a result for any record. */
    synchronized boolean anySent() {
        return done + sentBefore + failed + unknown > 0;
    }

    synchronized long lastLine() {
        return lastLine;
    }

    synchronized ImportStatus status(int waiting, long bytesTotal) {
        return new ImportStatus(read - unread, done, sentBefore, failed + unknown, broken, waiting, bytesUsed, bytesTotal, readAll);
    }

    synchronized ImportSummary summary(boolean dryRun, long unsent, Duration elapsed, Optional<StopReason> stopped,
            OptionalLong resumeAfter, Optional<Path> failedFile) {
        Set<String> keys = Collections.unmodifiableSet(new LinkedHashSet<>(ignored));
        return new ImportSummary(dryRun, read, leftOut, lastLeftOut, done, sentBefore, failed, unknown, broken, unlisted, listed, sent, unsent + unread,
                elapsed, stopped, resumeAfter, failedFile, notKept, List.copyOf(firstNotKept), List.copyOf(problems),
                List.copyOf(before), keys);
    }

    /** Whether rows of the input were not processed. */
    synchronized boolean leftSome() {
        return unread > 0 || !readAll;
    }

    /**
     * The progress of an import. All numbers are exact except {@link #total()}.
     *
     * @param read rows that were read
     * @param done records that the API has applied; in a dry run, valid records
     * @param sentBefore records that were sent before, in this import or an earlier one
     * @param failed records that failed, those of unknown outcome included
     * @param broken rows that could not be read
     * @param waiting records that are in flight or held back
     * @param bytesUsed bytes of the input that were consumed
     * @param bytesTotal bytes of the input, or -1 if unknown
     * @param readAll whether the input has been read to its end
     */
    record ImportStatus(long read, long done, long sentBefore, long failed, long broken, int waiting, long bytesUsed, long bytesTotal,
            boolean readAll) {

        /** The number of rows: exact when all are read, before that estimated from the bytes; empty for a pipe. */
        public OptionalLong total() {
            if (readAll) {
                return OptionalLong.of(read);
            }
            if (bytesTotal <= 0 || bytesUsed <= 0 || read == 0) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(Math.max(read, Math.round((double) read / bytesUsed * bytesTotal)));
        }

        /** Rows that are finished, successfully or not. */
        public long ended() {
            return done + sentBefore + failed + broken;
        }
    }
}
