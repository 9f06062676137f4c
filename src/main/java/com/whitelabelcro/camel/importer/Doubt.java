package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.action.Action;

/**
 * A value that is probably a mistake.
 *
 * @param field the field that it would fill
 * @param reason what is doubtful about the value, as the rest of a sentence; never quotes the value
 */
record Doubt(String field, String reason) {

    /** Whether no option allows sending it: with a wrong {@code external_id}, one record overwrites another. */
    boolean isFinal() {
        return field.equals(Action.EXTERNAL_ID);
    }

    @Override
    public String toString() {
        return field + " " + reason;
    }
}
