package com.whitelabelcro.camel.sandbox;

import com.fasterxml.jackson.annotation.JsonValue;

/** The ways in which the sandbox can fail a request on purpose. */
public enum Fault {
    /** 503 for everything, while {@code down} is on or {@code outageFor} has not passed; nothing is applied. */
    DOWN("down"),
    /** A single 503; nothing is applied. */
    STATUS_503("status503"),
    /** A single 500; nothing is applied. */
    STATUS_500("status500"),
    /** The connection is reset (RST), nothing is applied. */
    RESET_BEFORE("resetBefore"),
    /** The write is applied, then the connection is reset without an answer. */
    RESET_AFTER("resetAfter"),
    /** The write is applied, the answer is held back for {@code delayFor}. */
    DELAY("delay"),
    /** The write is applied, the answer ends in the middle of its body. */
    CUT("cut"),
    /** 200 with an HTML page; nothing is applied. */
    HTML("html"),
    /** The write is applied, the answer is a JSON object of 50 MB. */
    HUGE("huge"),
    /** 302 to {@code redirectTo}; nothing is applied. */
    REDIRECT("redirect");

    private final String json;

    Fault(String json) {
        this.json = json;
    }

    /** The name in the configuration and in the statistics. */
    @JsonValue
    public String json() {
        return json;
    }
}
