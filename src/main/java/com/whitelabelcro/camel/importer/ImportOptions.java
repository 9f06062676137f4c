package com.whitelabelcro.camel.importer;

import java.util.Locale;

/**
 * How to run an import.
 *
 * @param parallel the maximum number of records in flight, at least 1
 * @param dryRun whether to check all records and send none
 * @param afterLine rows up to this line are skipped, to continue after {@link ImportSummary#resumeAfter}; 0 for none
 * @param doubtful what to do with records that contain a doubtful value
 */
public record ImportOptions(int parallel, boolean dryRun, long afterLine, DoubtfulPolicy doubtful) {

    public ImportOptions {
        if (parallel < 1 || parallel > 1_000) {
            throw new ImportConfigurationException("Between 1 and 1000 records can be in flight, not " + parallel);
        }
    }

    /** With records that fail if they contain a doubtful value. */
    public ImportOptions(int parallel, boolean dryRun, long afterLine) {
        this(parallel, dryRun, afterLine, DoubtfulPolicy.FAIL);
    }

    /** Eight records in flight, and all rows are sent. */
    public static ImportOptions defaults() {
        return new ImportOptions(8, false, 0);
    }

    /** The same, but nothing is sent. */
    public ImportOptions asDryRun() {
        return new ImportOptions(parallel, true, afterLine, doubtful);
    }

    /** What to do with a record that has a doubtful value. */
    public enum DoubtfulPolicy {

        /** The record fails with a reason. */
        FAIL,
        /** The record is sent as it is. */
        SEND,
        /** The record is sent without the doubtful fields. */
        DROP;

        /**
         * Parses the option of the command line.
         *
         * @throws ImportConfigurationException if there is no such choice
         */
        public static DoubtfulPolicy of(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "fail" -> FAIL;
                case "send" -> SEND;
                case "drop" -> DROP;
                default -> throw new ImportConfigurationException("--doubtful is fail, send or drop, not \"" + Printable.of(text) + "\"");
            };
        }
    }
}
