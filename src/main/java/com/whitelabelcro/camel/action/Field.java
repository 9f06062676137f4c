package com.whitelabelcro.camel.action;

import java.util.Set;

/**
 * One field of an action, as its JSON Schema states it.
 *
 * @param name the name on the wire, snake_case
 * @param types the JSON types it may have: string, integer, number, boolean
 * @param required whether the action needs it
 * @param description what it means, in one line
 */
public record Field(String name, Set<String> types, boolean required, String description) {

    private static final Set<String> TEXTS_OF_DIGITS = Set.of(Action.EXTERNAL_ID, "phone", "zip");

    public Field {
        types = Set.copyOf(types);
    }

    /** Ids are the fields that can be nothing but a whole number (contract section 1). */
    public boolean isId() {
        return types.size() == 1 && types.contains("integer");
    }

    /** Whether it can be nothing but true or false. */
    public boolean isBoolean() {
        return types.size() == 1 && types.contains("boolean");
    }

    /** Whether it is a text that consists of digits, mostly, so that programs take it for a number. */
    public boolean isTextOfDigits() {
        return TEXTS_OF_DIGITS.contains(name);
    }
}
