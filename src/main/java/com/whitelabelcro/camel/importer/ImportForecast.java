package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.importer.Target.QuotaUse;
import java.time.Duration;

/** Describes how long an import takes at the full limit. */
final class ImportForecast {

    private ImportForecast() {
    }

    /**
     * Such as {@code 2,400 records to send; at 100 a minute about 24 minutes; 180 were sent before}.
     *
     * @param records how many are to be sent
     * @param exact whether that was counted, and not estimated
     * @param before how many others were sent before
     */
    static String of(long records, boolean exact, long before, QuotaUse quota) {
        StringBuilder text = new StringBuilder(exact ? "" : "About ").append(ProgressText.number(records))
                .append(records == 1 ? " record to send" : " records to send");
        if (records > 0 && quota.limit() > 0) {
            text.append("; at ").append(ProgressText.number(quota.limit())).append(' ').append(each(quota.period())).append(' ');
            long periods = (records + quota.used() + quota.limit() - 1) / quota.limit();
            text.append(periods == 1 ? "less than " + amount(quota.period()) : "about " + amount(quota.period().multipliedBy(periods)));
        }
        if (before > 0) {
            text.append("; ").append(ProgressText.number(before)).append(before == 1 ? " was sent before" : " were sent before");
        }
        return text.toString();
    }

    private static String each(Duration period) {
        return period.equals(Duration.ofMinutes(1)) ? "a minute" : period.equals(Duration.ofSeconds(1)) ? "a second"
                : "per " + amount(period);
    }

    /** In the largest unit that is precise enough: {@code 90 minutes}, {@code 2 days}. */
    private static String amount(Duration duration) {
        long seconds = Math.max(1, Math.round(duration.toMillis() / 1000.0));
        if (seconds < 60) {
            return count(seconds, "second");
        } else if (seconds < 2 * 3_600) {
            return count(Math.round(seconds / 60.0), "minute");
        }
        return seconds < 2 * 86_400 ? count(Math.round(seconds / 3_600.0), "hour")
                : count(Math.round(seconds / 86_400.0), "day");
    }

    private static String count(long count, String unit) {
        return ProgressText.number(count) + " " + unit + (count == 1 ? "" : "s");
    }
}
