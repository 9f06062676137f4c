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

/** The counts of a running import, kept by all its threads. */
final class ImportCounters {

    /** What is longer is no name. */
    private static final int LONGEST_NAME = 200;

    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> before = new ArrayList<>();
    private final List<Long> firstNotKept = new ArrayList<>();
    private final Set<String> ignored = new LinkedHashSet<>();
    private long read;
    private long done;
    private long sentBefore;
    private long failed;
    private long owed;
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

    /** A row was taken from the input, to be dealt with. */
    synchronized void read(long line, long bytes) {
        read++;
        lastLine = line;
        bytesUsed = bytes;
    }

    /** A row was left out, as it stands in the part of the input that is done. */
    synchronized void leftOut(long line) {
        leftOut++;
        lastLeftOut = line;
    }

    /** A row was seen and not looked at, as all has been stopped. */
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

    /** A request was made for a record. */
    synchronized void sent() {
        sent++;
    }

    /** A record that is to stand in the file of those that failed is not there. */
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

    /** @param elsewhere whether it stands elsewhere than in the file of those that failed */
    synchronized void failed(long line, String text, boolean elsewhere) {
        failed++;
        owed += elsewhere ? 0 : 1;
        listed += elsewhere ? 1 : 0;
        add(problems, line, text);
    }

    /** @param elsewhere whether it stands elsewhere than in the file of those that failed */
    synchronized void unknown(long line, String text, boolean elsewhere) {
        unknown++;
        listed += elsewhere ? 1 : 0;
        add(problems, line, text + " (it may have been applied all the same)");
    }

    synchronized void broken(long line, String reason) {
        broken++;
        owed++;
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

    /** Whether any record was handed over to the target and came back. */
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
        return new ImportSummary(dryRun, read, leftOut, lastLeftOut, done, sentBefore, failed, unknown, broken, owed, listed, sent, unsent + unread,
                elapsed, stopped, resumeAfter, failedFile, notKept, List.copyOf(firstNotKept), List.copyOf(problems),
                List.copyOf(before), keys);
    }

    /** Whether rows were left that nobody has looked at. */
    synchronized boolean leftSome() {
        return unread > 0 || !readAll;
    }
}
