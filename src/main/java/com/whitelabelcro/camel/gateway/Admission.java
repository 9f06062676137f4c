package com.whitelabelcro.camel.gateway;

import java.util.Map;
import java.util.Optional;

/** What the door decides about a request when it has seen its head. */
public sealed interface Admission {

    /**
     * The request may go on.
     *
     * @param caller who calls the gateway; empty for requests to scenarios
     * @param path the path without a token in it
     * @param headers headers of the answer
     */
    record Admitted(Optional<Caller> caller, String path, Map<String, String> headers) implements Admission {}

    /**
     * A browser asks whether a page of another origin may send a request; this answers it.
     *
     * @param headers headers of the answer, which has no body
     */
    record Preflight(Map<String, String> headers) implements Admission {}

    /**
     * The request is refused.
     *
     * @param status the HTTP status
     * @param title what kind of refusal it is
     * @param detail what to do about it
     * @param guessed whether it had a wrong token, so that the answer is to be slowed down
     */
    record Refused(int status, String title, String detail, boolean guessed) implements Admission {}
}
