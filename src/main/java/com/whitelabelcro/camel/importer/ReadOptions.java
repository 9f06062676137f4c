package com.whitelabelcro.camel.importer;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The user's settings for an input; everything else is detected.
 *
 * @param encoding its encoding
 * @param separator the character between the cells of a CSV text
 * @param quote the character around a cell of a CSV text; {@link CellSplitter#NO_QUOTE} for nothing
 * @param skipLines the number of lines before the header of a table
 * @param records where the records of a JSON text are, as a JSON Pointer
 * @param sheet which sheet of a workbook, by its name or its number
 */
public record ReadOptions(Optional<Charset> encoding, Optional<Character> separator, Optional<Character> quote,
        OptionalInt skipLines, Optional<String> records, Optional<String> sheet) {

    /** Everything is detected. */
    public static ReadOptions none() {
        return new ReadOptions(Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty(),
                Optional.empty(), Optional.empty());
    }

    /**
     * Parses the options of the command line; null for an option that was not given.
     *
     * @throws
     *ImportConfigurationException if an option cannot be understood
     */
    public static ReadOptions of(String encoding, String separator, String quote, Integer skipLines, String records,
            String sheet) {
        if (skipLines != null && skipLines < 0) {
            throw new ImportConfigurationException("--skip-lines takes a number of lines, from 0");
        }
        return new ReadOptions(
                Optional.ofNullable(encoding).map(ReadOptions::charset),
                Optional.ofNullable(separator).map(ReadOptions::separator),
                Optional.ofNullable(quote).map(ReadOptions::quote),
                skipLines == null ? OptionalInt.empty() : OptionalInt.of(skipLines),
                Optional.ofNullable(records), Optional.ofNullable(sheet));
    }

    private static Charset charset(String name) {
        try {
            Charset charset = Charset.forName(name.strip().equalsIgnoreCase("macintosh") ? "x-MacRoman" : name.strip());
            charset.newDecoder();
            return charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException | UnsupportedOperationException e) {
            throw new ImportConfigurationException("There is no encoding \"" + Printable.of(name)
                    + "\"; known are UTF-8, UTF-16, windows-1252, windows-1251, ISO-8859-2, Shift_JIS, macintosh, IBM850 (MS-DOS) and others");
        }
    }

    private static char separator(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "comma" -> ',';
            case "semicolon" -> ';';
            case "tab", "\\t" -> '\t';
            case "pipe" -> '|';
            default -> one("--separator", text, "one character, or comma, semicolon, tab or pipe");
        };
    }

    private static char quote(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "none" -> CellSplitter.NO_QUOTE;
            case "double" -> '"';
            case "single" -> '\'';
            default -> one("--quote", text, "one character, or double, single or none");
        };
    }

    private static char one(String option, String text, String what) {
        boolean usable = text.length() == 1 && !Character.isLetterOrDigit(text.charAt(0))
                && !Character.isSurrogate(text.charAt(0)) && "\r\n\0".indexOf(text.charAt(0)) < 0;
        if (!usable) {
            throw new ImportConfigurationException(option + " takes " + what + ", not \"" + Printable.of(text) + "\"");
        }
        return text.charAt(0);
    }
}
