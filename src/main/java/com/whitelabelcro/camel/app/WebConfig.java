package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.config.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings of the web server that Camel does not have.
 *
 * @param hosts the host names, in lower case, under which it may be called and whose pages may call it
 * @param timeout how long a sender may take for the head of a request, and for its body
 */
public record WebConfig(Set<String> hosts, Duration timeout) {

    public static final String HOSTS = "wlcro.web.hosts";
    public static final String TIMEOUT = "wlcro.web.timeout";

    private static final String DEFAULT_TIMEOUT = "20s";

    /** @throws com.whitelabelcro.camel.error.ConfigurationException if the timeout is not a duration */
    public static WebConfig of(String hosts, String timeout) {
        return new WebConfig(
                Arrays.stream(hosts.split(",")).map(each -> each.strip().toLowerCase(Locale.ROOT))
                        .filter(each -> !each.isEmpty()).collect(Collectors.toUnmodifiableSet()),
                Durations.parse(TIMEOUT, timeout.isBlank() ? DEFAULT_TIMEOUT : timeout, Duration.ofHours(1)));
    }
}
