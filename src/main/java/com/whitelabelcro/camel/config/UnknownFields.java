package com.whitelabelcro.camel.config;

/** What to do with a field of the request that the action's schema does not know. */
public enum UnknownFields {
    /** Reject the request and suggest the nearest known field. */
    REJECT,
    /** Leave the field out. */
    DROP,
    /** Send it unchanged. */
    PASS
}
