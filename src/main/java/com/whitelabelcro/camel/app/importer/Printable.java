package com.whitelabelcro.camel.app.importer;

/**
 * Text from a file or a server, made fit for a terminal: control characters and the characters that turn the writing
 * direction are shown as {@code \}{@code u001b}, so that no content can move the cursor, colour or fake a line.
 */
final class Printable {

    private Printable() {
    }

    static String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isHarmless(c)) {
                printable.appendCodePoint(c);
            } else {
                printable.append(String.format("\\u%04x", c));
            }
        });
        return printable.toString();
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.PRIVATE_USE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
