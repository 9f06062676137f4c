package com.whitelabelcro.camel.importer;

import java.util.Locale;

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
