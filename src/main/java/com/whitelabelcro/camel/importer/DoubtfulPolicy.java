package com.whitelabelcro.camel.importer;

import java.util.Locale;

/** What to do with a record that holds a doubtful value. */
public enum DoubtfulPolicy {

    /** It fails, with its reason. */
    FAIL,
    /** It is sent as it is. */
    SEND,
    /** It is sent without the doubtful fields. */
    DROP;

    /**
     * What was written on the command line.
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
