package com.whitelabelcro.camel.gateway;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header {@code Idempotency-Key}: the sender's own mark for a request, by which a repeat is recognised. */
final class IdempotencyKey {

    static final String HEADER = "Idempotency-Key";

    private static final Pattern TEXT = Pattern.compile("[\\x20-\\x7E]{1,255}");

    private IdempotencyKey() {}

    /**
     * Returns the key of one record. It belongs to the caller, so that equal keys of two senders are different ones, and
     * to the place of the record in its array.
     *
     * @param index the place in an array, from 0; negative if the record did not come in an array
     * @return empty if the request has no key
     * @throws HttpRefusal if the header is not one text of at most 255 printable ASCII characters
     */
    static Optional<String> of(GatewayRequest request, int index) {
        List<String> given = request.head().headers(HEADER);
        if (given.isEmpty()) {
            return Optional.empty();
        } else if (given.size() > 1 || !TEXT.matcher(given.get(0)).matches()) {
            throw HttpRefusal.invalid("The Idempotency-Key must be one text of 1 to 255 printable ASCII characters", List.of());
        }
        // The caller's tag has no line break, and neither has the key.
        return Optional.of("gateway\n" + request.caller().tag() + "\n" + (index < 0 ? "" : index) + "\n" + given.get(0));
    }
}
