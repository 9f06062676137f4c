package com.whitelabelcro.camel.action;

import java.util.Set;

/**
 * One field of an action, as its JSON Schema defines it.
 *
 * @param name the name in the JSON, snake_case
 * @param types the JSON types it may have: string, integer, number, boolean
 * @param required whether the action requires it
 * @param description what it means, in one line
 */
public record Field(String name, Set<String> types, boolean required, String description) {

    private static final Set<String> TEXTS_OF_DIGITS = Set.of(Action.EXTERNAL_ID, "phone", "zip");

    public Field {
        types = Set.copyOf(types);
    }

    /** Whether the field is an id: ids are the fields that allow nothing but an integer (contract section 1). */
    public boolean isId() {
        return types.size() == 1 && types.contains("integer");
    }

    /** Whether the field allows nothing but true or false. */
    public boolean isBoolean() {
        return types.size() == 1 && types.contains("boolean");
    }

    /** Whether the field is a text that usually consists of digits, so that programs send a number. */
    public boolean isTextOfDigits() {
        return TEXTS_OF_DIGITS.contains(name);
    }
}
