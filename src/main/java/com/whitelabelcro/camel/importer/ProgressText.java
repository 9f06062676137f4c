package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.importer.ImportCounters.ImportStatus;
import com.whitelabelcro.camel.importer.Progress.Pace;
import com.whitelabelcro.camel.importer.Target.QuotaUse;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.StringJoiner;

/** Describes the progress of an import. */
final class ProgressText {

    private ProgressText() {
    }

    /** All in one line: {@code 1,200 of about 9,900: 1,190 done, 10 failed; quota 97 of 100; about 1h 27m left}. */
    static String line(ImportStatus status, QuotaUse quota, Pace pace) {
        StringBuilder line = new StringBuilder();
        line.append(number(status.ended()));
        status.total().ifPresent(total -> line.append(status.readAll() ? " of " : " of about ").append(number(total)));
        return line.append(": ").append(details(status, quota)).append(left(status, quota, pace)).toString();
    }

    /** The information that a progress bar does not show itself; the most important first, because a narrow terminal truncates the rest. */
    static String brief(ImportStatus status, QuotaUse quota, Pace pace) {
        StringJoiner brief = new StringJoiner(", ");
        quota.note().ifPresent(note -> brief.add(Printable.of(note)));
        Duration left = timeLeft(status, quota, pace);
        if (left != null && !left.isZero()) {
            brief.add("about " + of(left) + " left");
        }
        if (status.sentBefore() > 0) {
            brief.add(number(status.sentBefore()) + " sent before");
        }
        brief.add(number(status.failed() + status.broken()) + " failed");
        if (quota.limit() > 0) {
            brief.add("quota " + quota.used() + "/" + quota.limit());
        }
        return brief.add(number(status.waiting()) + " waiting").toString();
    }

    private static String details(ImportStatus status, QuotaUse quota) {
        StringBuilder details = new StringBuilder(number(status.done())).append(" done");
        append(details, status.sentBefore(), "sent before");
        append(details, status.failed() + status.broken(), "failed");
        append(details, status.waiting(), "waiting");
        if (quota.limit() > 0) {
            details.append("; quota ").append(quota.used()).append(" of ").append(quota.limit());
        }
        quota.note().ifPresent(note -> details.append("; ").append(Printable.of(note)));
        return details.toString();
    }

    private static String left(ImportStatus status, QuotaUse quota, Pace pace) {
        Duration left = timeLeft(status, quota, pace);
        return left == null || left.isZero() ? "" : "; about " + of(left) + " left";
    }

    /**
     * The remaining time at the full limit, or at the recent throughput if that is slower, because the server is the bottleneck then.
     * Null if the total or the limit is not known. The throughput alone would be misleading: the limit first allows a burst and later a
     * steady rate.
     */
    static Duration timeLeft(ImportStatus status, QuotaUse quota, Pace pace) {
        OptionalLong total = status.total();
        if (total.isEmpty() || quota.limit() <= 0) {
            return null;
        }
        long remaining = Math.max(0, total.getAsLong() - status.ended());
        long free = Math.max(0, quota.limit() - quota.used());
        long behind = Math.max(0, remaining - free);
        long periods = (behind + quota.limit() - 1) / quota.limit();
        Duration atTheLimit = quota.period().multipliedBy(periods);
        Duration atThisPace = quota.note().isPresent() ? Duration.ZERO : pace.timeFor(remaining);
        return atThisPace.compareTo(atTheLimit) > 0 ? atThisPace : atTheLimit;
    }

    /** A duration in its two largest units: {@code 1h 28m}, {@code 5m 3s}, {@code 12s}. */
    static String of(Duration duration) {
        long seconds = Math.round(duration.toMillis() / 1000.0);
        if (seconds >= 86_400) {
            return seconds / 86_400 + "d " + seconds % 86_400 / 3_600 + "h";
        }
        if (seconds >= 3_600) {
            return seconds / 3_600 + "h " + seconds % 3_600 / 60 + "m";
        }
        return seconds >= 60 ? seconds / 60 + "m " + seconds % 60 + "s" : seconds + "s";
    }

    private static void append(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(", ").append(number(count)).append(' ').append(what);
        }
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
