package com.whitelabelcro.camel.config;

/** What to do with an {@code external_id} that was made of a missing value, such as {@code hubspot_}. */
public enum EmptyExternalIds {
    /** Refuse the request and say why. */
    REJECT,
    /** Send it as it is. */
    PASS
}
