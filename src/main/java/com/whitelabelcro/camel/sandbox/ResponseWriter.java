package com.whitelabelcro.camel.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpServerConnection;
import org.apache.hc.core5.http.io.HttpServerRequestHandler.ResponseTrigger;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.io.CloseMode;

/** The connection of one request: sends its answer, properly or not. */
final class ResponseWriter {

    static final int HUGE = 50 * 1024 * 1024;

    private final HttpServerConnection connection;
    private final ResponseTrigger trigger;
    private final String date;
    private boolean isWritten;

    /** @param date the value of the header {@code Date} */
    ResponseWriter(HttpServerConnection connection, ResponseTrigger trigger, String date) {
        this.connection = connection;
        this.trigger = trigger;
        this.date = date;
    }

    /** Sends the answer whole. */
    void send(SandboxAnswer answer) throws HttpException, IOException {
        byte[] body = answer.body();
        submit(answer, body == null ? null : new Body(body.length) {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(body);
                out.flush();
                isWritten = true;
            }
        });
    }

    /** Whether the whole answer is on its way. The client may then close the connection before the server does. */
    boolean isWritten() {
        return isWritten;
    }

    /** Announces the whole body, sends half of it, and closes the connection normally. */
    void sendCut(SandboxAnswer answer) throws HttpException, IOException {
        byte[] body = answer.body();
        try {
            submit(answer, new Body(body.length) {
                @Override
                public void writeTo(OutputStream out) throws IOException {
                    out.write(body, 0, body.length / 2);
                    out.flush();
                    throw new CutShort();
                }
            });
        } catch (CutShort expected) {
            // Not by the worker, which would reset the connection: the client could lose what it has received so far.
            connection.close();
        }
    }

    /** Sends the JSON object with an array of 50 MB at its end: small texts, so that no parser stops at a long one. */
    void sendHuge(SandboxAnswer answer) throws HttpException, IOException {
        byte[] head = Arrays.copyOf(answer.body(), answer.body().length - 1);
        submit(answer, new Body(-1) {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                byte[] block = ("\"" + "x".repeat(64 * 1024) + "\",").getBytes(StandardCharsets.US_ASCII);
                out.write(head);
                out.write(",\"padding\":[".getBytes(StandardCharsets.US_ASCII));
                for (int written = 0; written < HUGE; written += block.length) {
                    out.write(block);
                }
                out.write("0]}".getBytes(StandardCharsets.US_ASCII));
            }
        });
    }

    /** Resets the connection (RST) instead of closing it. */
    void reset() {
        connection.close(CloseMode.IMMEDIATE);
    }

    /** Whether the client has given up and closed the connection. */
    boolean isAbandoned() throws IOException {
        return connection.isStale();
    }

    private void submit(SandboxAnswer answer, HttpEntity entity) throws HttpException, IOException {
        ClassicHttpResponse response = new BasicClassicHttpResponse(answer.status());
        response.setHeader("Date", date);
        answer.headers().forEach(response::setHeader);
        response.setEntity(entity);
        trigger.submitResponse(response);
    }

    private static final class CutShort extends IOException {}

    private abstract static class Body extends AbstractHttpEntity {

        private final long length;

        Body(long length) {
            super((String) null, null);
            this.length = length;
        }

        @Override
        public final long getContentLength() {
            return length;
        }

        @Override
        public final boolean isStreaming() {
            return false;
        }

        @Override
        public final InputStream getContent() {
            throw new UnsupportedOperationException("This body can only be written");
        }

        @Override
        public final void close() {}
    }
}
