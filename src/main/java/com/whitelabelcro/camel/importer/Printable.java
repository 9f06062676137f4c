package com.whitelabelcro.camel.importer;

import java.util.HexFormat;
import java.util.function.IntPredicate;

/**
 * Makes text from a file, a server or a record safe for a terminal: control characters, bidirectional and invisible characters,
 * and line separators are shown as {@code \}{@code u001b}, so that no content can move the cursor, change colours or fake a line.
 * Within a JSON string this is the same text.
 */
public final class Printable {

    private static final HexFormat HEX = HexFormat.of();

    private Printable() {}

    /** The text in one line. */
    public static String of(String text) {
        return escape(text, Printable::isHarmless);
    }

    /** The text with each code point that is not fit written as one or two {@code \}{@code uXXXX}. */
    public static String escape(String text, IntPredicate fit) {
        if (text.codePoints().allMatch(fit)) {
            return text;
        }
        StringBuilder printable = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (fit.test(point)) {
                printable.appendCodePoint(point);
            } else {
                for (char unit : Character.toChars(point)) {
                    printable.append("\\u").append(HEX.toHexDigits(unit));
                }
            }
        });
        return printable.toString();
    }

    /** Whether the code point is shown as itself and has no other effect. */
    public static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.PRIVATE_USE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
