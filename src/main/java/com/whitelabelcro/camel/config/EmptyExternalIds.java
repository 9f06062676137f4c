package com.whitelabelcro.camel.config;

/** What to do with an {@code external_id} that was built from a missing value, such as {@code hubspot_}. */
public enum EmptyExternalIds {
    /** Reject the request and say why. */
    REJECT,
    /** Send it unchanged. */
    PASS
}
