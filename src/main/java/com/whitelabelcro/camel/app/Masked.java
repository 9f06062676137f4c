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
 * What others say of a failure, without the values that they quote: what stands in quotes, behind an equals sign or as a
 * value, an e-mail address, a key, and each word that is in the message which failed.
 */
public final class Masked {

    private static final String MASK = "***";
    private static final int MOST_LETTERS = 100_000;
    private static final int SHORTEST = 2;

    private static final Pattern VALUES = Pattern.compile("(?s)\"[^\"]*\"|'[^']*'|`[^`]*`|(?<=://)[^/\\s@]*@"
            + "|[\\p{L}\\p{N}._%+-]+@[\\p{L}\\p{N}.-]+|wlcro_\\S+|(?<==)[^\\s&,;)}\\]]+|(?<=\\bvalue )\\S+|(?<=\\bvalue: )\\S+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private Masked() {}

    /** All that a failure and its causes say, masked. */
    public static String of(Throwable failure) {
        return of(failure, Set.of());
    }

    /** The same, without any word of the exchange that failed. */
    static String of(Throwable failure, Exchange exchange) {
        Set<String> words = new HashSet<>();
        collect(exchange.getMessage().getBody(), words);
        collect(exchange.getMessage().getHeaders(), words);
        collect(exchange.getVariables(), words);
        return of(failure, words);
    }

    private static String of(Throwable failure, Set<String> words) {
        StringBuilder told = new StringBuilder();
        for (Throwable each = failure; each != null && told.length() < MOST_LETTERS; each = each.getCause()) {
            String message = VALUES.matcher(String.valueOf(each.getMessage())).replaceAll(MASK);
            told.append(told.isEmpty() ? "" : "; caused by ").append(each.getClass().getName()).append(": ")
                    .append(WORD.matcher(message).replaceAll(
                            word -> words.contains(word.group()) ? MASK : Matcher.quoteReplacement(word.group())));
        }
        return Printable.of(told.toString().replaceAll("\\s+", " "));
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
            Matcher word = WORD.matcher(text.substring(0, Math.min(MOST_LETTERS, text.length())));
            while (word.find()) {
                if (word.group().length() >= SHORTEST) {
                    words.add(word.group());
                }
            }
        }
    }
}
