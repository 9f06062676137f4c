package com.whitelabelcro.camel.request;

import java.util.regex.Pattern;

/** How the name of an unknown field appears in a message. A name that could be personal data is not shown. */
final class FieldName {

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z][A-Za-z0-9_ -]{0,39}");

    private FieldName() {}

    static String shown(String name) {
        return HARMLESS.matcher(name).matches() ? name : "a field whose name is not made of letters, digits and _";
    }
}
