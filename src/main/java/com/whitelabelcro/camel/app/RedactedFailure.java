package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.importer.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/**
 * The messages of a failure and its causes without the values that they may quote: text in quotes, after an equals sign
 * or as a value, e-mail addresses, keys, and every word that occurs in the exchange that failed.
 */
public final class RedactedFailure {

    private static final String MASK = "***";
    private static final int MAX_LENGTH = 100_000;
    private static final int MIN_WORD_LENGTH = 2;

    private static final Pattern VALUES = Pattern.compile("(?s)\"[^\"]*\"|'[^']*'|`[^`]*`|(?<=://)[^/\\s@]*@"
            + "|[\\p{L}\\p{N}._%+-]+@[\\p{L}\\p{N}.-]+|wlcro_\\S+|(?<==)[^\\s&,;)}\\]]+|(?<=\\bvalue )\\S+|(?<=\\bvalue: )\\S+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private RedactedFailure() {}

    /** The masked messages of a failure and all its causes, in one line. */
    public static String of(Throwable failure) {
        return of(failure, Set.of());
    }

    /** The same, with all words of the failed exchange masked. */
    static String of(Throwable failure, Exchange exchange) {
        Set<String> words = new HashSet<>();
        collect(exchange.getMessage().getBody(), words);
        collect(exchange.getMessage().getHeaders(), words);
        collect(exchange.getVariables(), words);
        return of(failure, words);
    }

    private static String of(Throwable failure, Set<String> words) {
        StringBuilder text = new StringBuilder();
        for (Throwable each = failure; each != null && text.length() < MAX_LENGTH; each = each.getCause()) {
            String message = VALUES.matcher(String.valueOf(each.getMessage())).replaceAll(MASK);
            text.append(text.isEmpty() ? "" : "; caused by ").append(each.getClass().getName()).append(": ")
                    .append(WORD.matcher(message).replaceAll(
                            word -> words.contains(word.group()) ? MASK : Matcher.quoteReplacement(word.group())));
        }
        return Printable.of(text.toString().replaceAll("\\s+", " "));
    }

    private static void collect(Object value, Set<String> words) {
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(each -> collect(each, words));
        } else if (value instanceof Collection<?> list) {
            list.forEach(each -> collect(each, words));
        } else if (value instanceof byte[] bytes) {
            collect(new String(bytes, StandardCharsets.UTF_8), words);
        } else if (value instanceof CharSequence || value instanceof Number) {
            String text = value.toString();
            Matcher word = WORD.matcher(text.substring(0, Math.min(MAX_LENGTH, text.length())));
            while (word.find()) {
                if (word.group().length() >= MIN_WORD_LENGTH) {
                    words.add(word.group());
                }
            }
        }
    }
}
