package com.whitelabelcro.camel.config;

/** What to do with a field of the request that the action's schema does not know. */
public enum UnknownFields {
    /** Refuse the request and name the nearest known field. */
    REJECT,
    /** Leave the field out. */
    DROP,
    /** Send it as it is. */
    PASS
}
