package com.whitelabelcro.camel.gateway;

import com.whitelabelcro.camel.error.Suggestions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/**
 * A request that the {@link Door} admitted to the gateway, with its body as it was sent. It travels in one exchange
 * property, so that no header of a sender becomes a header of the exchange.
 *
 * @param caller who makes the request
 * @param parameters the decoded parameters of the path and of the query; those of the path go first
 * @param body the body, undecoded
 */
public record GatewayRequest(Caller caller, RequestHead head, Map<String, String> parameters, byte[] body) {

    /** The header with the sender's own mark for a request, by which a repeat is recognised. */
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    /** The header that says how long the sender wants to wait for the outcome (RFC 7240). */
    static final String PREFER = "Prefer";
    /** The longest wait; longer ones are cut to it. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private static final Pattern WAIT = Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*\"?([0-9]{1,9})\"?\\s*(?=[,;]|$)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7E]{1,255}");
    /** Parameters of other programs whose names are as near to "connection" as a misspelling. */
    private static final Set<String> WORDS = Set.of("collection", "conversion", "correction");
    private static final String PROPERTY = "wlcroGatewayRequest";

    public GatewayRequest {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Returns the request of this exchange.
     *
     * @throws IllegalStateException if there is none: the gateway's routes are called by its own server only
     */
    static GatewayRequest of(Exchange exchange) {
        GatewayRequest request = exchange.getProperty(PROPERTY, GatewayRequest.class);
        if (request == null) {
            throw new IllegalStateException("The gateway's endpoints are for the requests of wlcro run --gateway");
        }
        return request;
    }

    /** Attaches this request to the exchange. */
    public void attachTo(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** A parameter of the path or the query. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** A parameter that is probably meant to be this one. It consists of letters, and is not another word. */
    Optional<String> misspelt(String name) {
        return parameters.keySet().stream().filter(each -> !each.equals(name) && each.matches("[A-Za-z_-]+") && !WORDS.contains(each))
                .filter(each -> Suggestions.to(each, Set.of(name)).isPresent()).findFirst();
    }

    /**
     * Returns the idempotency key of one record. It belongs to the caller, so that equal keys of two senders are different ones,
     * and to the place of the record in its array.
     *
     * @param index the place in an array, from 0; negative if the record did not come in an array
     * @return empty if the request has no key
     * @throws HttpRefusal if the header is not one text of at most 255 printable ASCII characters
     */
    Optional<String> idempotencyKey(int index) {
        List<String> given = head.headers(IDEMPOTENCY_KEY);
        if (given.isEmpty()) {
            return Optional.empty();
        } else if (given.size() > 1 || !KEY.matcher(given.get(0)).matches()) {
            throw HttpRefusal.invalid("The Idempotency-Key must be one text of 1 to 255 printable ASCII characters", List.of());
        }
        // The caller's tag has no line break, and neither has the key.
        return Optional.of("gateway\n" + caller.tag() + "\n" + (index < 0 ? "" : index) + "\n" + given.get(0));
    }

    /**
     * How long the sender wants to wait for the outcome: {@code Prefer: wait=25}; zero if it does not want to wait. A preference that
     * cannot be read is ignored, as the RFC says.
     */
    Duration preferredWait() {
        Matcher wait = WAIT.matcher(String.join(",", head.headers(PREFER)));
        Duration wanted = wait.find() ? Duration.ofSeconds(Long.parseLong(wait.group(1))) : Duration.ZERO;
        return wanted.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wanted;
    }

    /** Shows nothing of the request. */
    @Override
    public String toString() {
        return "request to the gateway";
    }
}
