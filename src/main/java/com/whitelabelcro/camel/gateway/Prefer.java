package com.whitelabelcro.camel.gateway;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how long a sender wants to wait for the outcome: {@code Prefer: wait=25} (RFC 7240). */
final class Prefer {

    static final String HEADER = "Prefer";
    /** The longest wait; longer ones are cut to it. */
    static final Duration LONGEST = Duration.ofSeconds(60);

    private static final Pattern WAIT = Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*\"?([0-9]{1,9})\"?\\s*(?=[,;]|$)",
            Pattern.CASE_INSENSITIVE);

    private Prefer() {}

    /** The time to wait; zero if the sender does not want to wait. A preference that cannot be read is ignored, as the RFC says. */
    static Duration wait(List<String> headers) {
        Matcher wait = WAIT.matcher(String.join(",", headers));
        Duration wanted = wait.find() ? Duration.ofSeconds(Long.parseLong(wait.group(1))) : Duration.ZERO;
        return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    }
}
