package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.action.Action;

/**
 * A value that is hardly meant.
 *
 * @param field where it would go
 * @param reason what is doubtful about it, as the rest of a sentence; never quotes it
 */
record Doubt(String field, String reason) {

    /** Whether nobody may decide to send it: with a wrong {@code external_id}, one record overwrites another. */
    boolean isFinal() {
        return field.equals(Action.EXTERNAL_ID);
    }

    @Override
    public String toString() {
        return field + " " + reason;
    }
}
