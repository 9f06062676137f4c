package com.whitelabelcro.camel.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The outcome of one HTTP request.
 *
 * @param sent whether the request may have reached the server
 * @param timedOut whether it took longer than {@code wlcro.timeout}
 * @param complete whether a complete answer was read, within the size limits
 * @param status the HTTP status; 0 if none was received
 * @param headers all headers of the answer in their order; names in any letter case
 * @param body the body, decompressed, at most 1 MiB; must not be modified
 * @param excess the part of the answer that exceeded its limit, such as "a body of more than 1 MiB"; empty if none did
 * @param endedByClose whether the body was delimited only by the end of the connection, so that it may be incomplete
 *     (RFC 9112 section 8)
 * @param at when the answer arrived or the request failed, in nanoseconds of the monotonic clock
 * @param failure why there is no complete answer; null if there is one
 */
public record HttpAnswer(
        boolean sent,
        boolean timedOut,
        boolean complete,
        int status,
        List<Map.Entry<String, String>> headers,
        byte[] body,
        String excess,
        boolean endedByClose,
        long at,
        Throwable failure) {

    private static final Pattern REQUEST_ID =
            Pattern.compile("(?:[a-z0-9]+-)*(?:request|correlation|trace)-?id", Pattern.CASE_INSENSITIVE);
    private static final Pattern PRINTABLE_ID = Pattern.compile("[A-Za-z0-9._:|/=+-]{1,100}");

    public HttpAnswer {
        headers = List.copyOf(headers);
    }

    /** The first value of a header; empty if it is absent. The name's letter case does not matter. */
    public Optional<String> header(String name) {
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return Optional.of(header.getValue());
            }
        }
        return Optional.empty();
    }

    /** All values of a header; empty if it is absent. */
    public List<String> all(String name) {
        return headers.stream().filter(header -> header.getKey().equalsIgnoreCase(name)).map(Map.Entry::getValue).toList();
    }

    /**
     * The server's id of the request; empty if there is none. The API documents that there is one but not which header carries it
     * (contract section 4), so any header with a usual name for one is taken.
     */
    public String requestId() {
        return headers.stream()
                .filter(header -> REQUEST_ID.matcher(header.getKey()).matches())
                .map(Map.Entry::getValue)
                .filter(id -> PRINTABLE_ID.matcher(id).matches())
                .findFirst().orElse("");
    }

    /** The body as text, for messages. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Shows no header and no body, since they may be personal data. */
    @Override
    public String toString() {
        return "status " + status;
    }
}
