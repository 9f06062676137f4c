package com.whitelabelcro.camel.call;

import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** The body of one request; by it the {@link Exchanger} finds out whose request it is. */
final class WireEntity extends ByteArrayEntity {

    /** JSON is UTF-8 and has no charset parameter (RFC 8259 section 11). */
    private static final ContentType JSON = ContentType.create("application/json");

    private final Wire wire;

    WireEntity(byte[] json, Wire wire) {
        super(json, JSON);
        this.wire = wire;
    }

    Wire wire() {
        return wire;
    }

    /** Says nothing of what it holds. */
    @Override
    public String toString() {
        return "request";
    }
}
