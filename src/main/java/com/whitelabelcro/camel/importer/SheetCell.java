package com.whitelabelcro.camel.importer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;

/**
 * The text of a cell of a workbook as a user sees it: a number without scientific notation, a date as {@code 2026-11-26}, with
 * its time as {@code 2026-11-26T09:30:00}, a formula as its saved result. A format that only adds leading zeros is applied
 * ({@code 02138}), and so is one for percentages; other formats do not change the number.
 *
 * <p>A spreadsheet stores fifteen digits of a number. A number with more digits is returned in scientific notation, because its
 * last digits are lost, which would not be noticed otherwise.
 */
final class SheetCell {

    private static final BigDecimal DIGITS_KEPT = BigDecimal.TEN.pow(15);
    private static final int MOST_ZEROS = 350;
    private static final BigDecimal LAST_DATE = BigDecimal.valueOf(2_958_466);
    private static final BigDecimal SECONDS_OF_A_DAY = BigDecimal.valueOf(86_400);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final LocalDate SINCE_1904 = LocalDate.of(1904, 1, 1);
    private static final LocalDate SINCE_1900 = LocalDate.of(1899, 12, 30);
    /** Before this day, spreadsheets count 1900 as a leap year. */
    private static final int NO_29_FEBRUARY = 60;
    /** The parts of a format code that do not concern the value: texts, escaped characters, colours, languages, padding. */
    private static final Pattern DECORATION = Pattern.compile("\"[^\"]*\"|\\\\.|\\[[^\\]]*\\]|[_*].");
    private static final Pattern OF_A_DATE = Pattern.compile("[ymdhs]", Pattern.CASE_INSENSITIVE);
    private static final Pattern ZEROS = Pattern.compile("0{2,20}");
    private static final Pattern ZIP_PLUS_FOUR = Pattern.compile("00000\\\\?-0000");

    /** The escape sequence for a character that XML cannot contain or would change, and for an underscore that could be read as one. */
    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");
    private static final Pattern DATE = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(?:T(\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)Z?)?");

    private final boolean since1904;

    /** @param since1904 whether the days of its dates are counted from 1904 on */
    SheetCell(boolean since1904) {
        this.since1904 = since1904;
    }

    /** The text of a cell; empty if it has none. */
    String of(Cell cell) {
        Object value = cell.getValue();
        if (value instanceof BigDecimal number) {
            String format = cell.getDataFormatString() == null ? "" : cell.getDataFormatString().split(";", 2)[0];
            return number(number, format, isDate(cell.getDataFormatId(), format));
        } else if (value instanceof Boolean truth) {
            return truth.toString();
        }
        // The library returns no value if it cannot read the content as the type of the cell.
        String text = unescaped(value != null ? value.toString() : Objects.toString(cell.getRawValue(), ""));
        boolean perhapsDate = cell.getType() == CellType.ERROR || cell.getFormula() != null;
        return perhapsDate ? ofDate(text) : text;
    }

    private String number(BigDecimal exact, String format, boolean date) {
        if (isTiny(exact)) {
            return scientific(shortest(exact));
        } else if (date && exact.signum() >= 0 && exact.compareTo(LAST_DATE) < 0) {
            return date(exact);
        } else if (exact.abs().compareTo(DIGITS_KEPT) >= 0) {
            return scientific(exact);
        }
        BigDecimal number = shortest(exact);
        if (format.contains("%")) {
            return plain(number.multiply(HUNDRED)) + "%";
        }
        boolean whole = number.signum() >= 0 && number.stripTrailingZeros().scale() <= 0;
        if (whole && ZEROS.matcher(format).matches()) {
            return padded(number, format.length());
        } else if (whole && ZIP_PLUS_FOUR.matcher(format).matches()) {
            String digits = padded(number, 9);
            return digits.substring(0, digits.length() - 4) + "-" + digits.substring(digits.length() - 4);
        }
        return plain(number);
    }

    /**
     * Whether the number is smaller than any number of a spreadsheet: a few bytes can encode a number that would exhaust the memory when
     * it is written without an exponent.
     */
    private static boolean isTiny(BigDecimal exact) {
        return exact.signum() != 0 && (long) exact.scale() - exact.precision() > MOST_ZEROS;
    }

    /** The file may contain 0.30000000000000004 for a number that is shown as 0.3. */
    private static BigDecimal shortest(BigDecimal exact) {
        return exact.precision() <= 15 ? exact
                : exact.round(new MathContext(15, RoundingMode.HALF_EVEN));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String padded(BigDecimal number, int length) {
        String digits = plain(number);
        return "0".repeat(Math.max(0, length - digits.length())) + digits;
    }

    private static String scientific(BigDecimal number) {
        BigDecimal bare = number.stripTrailingZeros();
        String digits = bare.unscaledValue().abs().toString();
        long exponent = digits.length() - 1L - bare.scale();
        return (number.signum() < 0 ? "-" : "") + digits.charAt(0) + "." + (digits.length() > 1 ? digits.substring(1) : "0")
                + (exponent < 0 ? "E" : "E+") + exponent;
    }

    private static boolean isDate(Integer id, String format) {
        // Built-in formats of East Asian languages, whose codes are not in the file.
        boolean known = id != null && (id >= 27 && id <= 36 || id >= 50 && id <= 58);
        return known || OF_A_DATE.matcher(DECORATION.matcher(format).replaceAll("")).find()
                && !format.equalsIgnoreCase("General");
    }

    private String date(BigDecimal serial) {
        int days = serial.intValue();
        long seconds = serial.subtract(BigDecimal.valueOf(days)).multiply(SECONDS_OF_A_DAY)
                .setScale(0, RoundingMode.HALF_UP).longValue();
        if (days == 0 && !since1904) {
            return text(LocalTime.ofSecondOfDay(Math.min(seconds, 86_399)));
        }
        LocalDate date = since1904 ? SINCE_1904.plusDays(days)
                : SINCE_1900.plusDays(days < NO_29_FEBRUARY ? days + 1 : days);
        return text(date.atStartOfDay().plusSeconds(seconds));
    }

    /** Decodes escape sequences: {@code a_x000D_} is an {@code a} and a carriage return. */
    private static String unescaped(String text) {
        return text.contains("_x") ? CharsetDecodingReader.mended(ESCAPED.matcher(text).replaceAll(SheetCell::character)) : text;
    }

    private static String character(MatchResult escaped) {
        return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escaped.group(1), 16)));
    }

    /** Formats an ISO 8601 date as {@link #text(LocalDateTime)} does; other texts are unchanged. */
    private static String ofDate(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            return text;
        } else if (date.group(2) == null) {
            return date.group(1);
        }
        try {
            LocalDateTime moment = LocalDateTime.parse(date.group(1) + "T" + date.group(2));
            return text(moment.plus(500, ChronoUnit.MILLIS).truncatedTo(ChronoUnit.SECONDS));
        } catch (DateTimeException e) {
            return text;
        }
    }

    /** A date, with its time unless that is midnight. */
    private static String text(LocalDateTime moment) {
        LocalTime time = moment.toLocalTime();
        return time.equals(LocalTime.MIDNIGHT) ? moment.toLocalDate().toString() : moment.toLocalDate() + "T" + text(time);
    }

    /** A time with its seconds. */
    private static String text(LocalTime time) {
        return time.getSecond() == 0 ? time + ":00" : time.toString();
    }
}
