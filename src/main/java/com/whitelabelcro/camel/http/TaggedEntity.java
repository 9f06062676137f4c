package com.whitelabelcro.camel.http;

import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** The body of one request; by it the {@link ApiKeyExecHandler} finds out whose request it is. */
public final class TaggedEntity extends ByteArrayEntity {

    /** JSON is UTF-8 and has no charset parameter (RFC 8259 section 11). */
    private static final ContentType JSON = ContentType.create("application/json");

    private final HttpCall call;

    public TaggedEntity(byte[] json, HttpCall call) {
        super(json, JSON);
        this.call = call;
    }

    HttpCall call() {
        return call;
    }

    /** Says nothing of what it holds. */
    @Override
    public String toString() {
        return "request";
    }
}
