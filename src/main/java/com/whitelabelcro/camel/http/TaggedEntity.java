package com.whitelabelcro.camel.http;

import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** The body of one request, which lets {@link ApiKeyExecHandler} find the {@link HttpCall} that it belongs to. */
public final class TaggedEntity extends ByteArrayEntity {

    /** JSON is UTF-8 and has no charset parameter (RFC 8259 section 11). */
    private static final ContentType JSON = ContentType.create("application/json");

    private final HttpCall call;

    /**
     * @param json the body
     * @param call the state of the request
     */
    public TaggedEntity(byte[] json, HttpCall call) {
        super(json, JSON);
        this.call = call;
    }

    HttpCall call() {
        return call;
    }

    /** Shows nothing of the content. */
    @Override
    public String toString() {
        return "request";
    }
}
