package com.whitelabelcro.camel.http;

import com.whitelabelcro.camel.model.HttpAnswer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** The body of one request; by it the {@link ApiKeyExecHandler} finds out whose request it is. */
public final class TaggedEntity extends ByteArrayEntity {

    /** JSON is UTF-8 and has no charset parameter (RFC 8259 section 11). */
    private static final ContentType JSON = ContentType.create("application/json");

    private final HttpAnswer wire;

    public TaggedEntity(byte[] json, HttpAnswer wire) {
        super(json, JSON);
        this.wire = wire;
    }

    HttpAnswer wire() {
        return wire;
    }

    /** Says nothing of what it holds. */
    @Override
    public String toString() {
        return "request";
    }
}
