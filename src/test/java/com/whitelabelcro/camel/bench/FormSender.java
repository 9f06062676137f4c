package com.whitelabelcro.camel.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends records by HTTP over one persistent connection. It uses very little CPU time, so that a benchmark measures the
 * gateway. Not thread-safe.
 */
public final class FormSender implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
    private static final Pattern ENTRY = Pattern.compile("\"entry\":\"([^\"]+)\"");
    private static final int PATIENCE = 60_000;

    private Socket socket;
    private InputStream in;

    /** An answer and its latency in nanoseconds. */
    public record Answer(int status, String body, long nanos) {

        /** The entry of the accepted record. */
        public String entry() {
            Matcher entry = ENTRY.matcher(body);
            if (!entry.find()) {
                throw new IllegalStateException(status + " " + body);
            }
            return entry.group(1);
        }
    }

    /** Posts a JSON body; a connection that breaks is opened again by the next call. */
    public Answer post(int port, String path, String body, String... headers) throws IOException {
        try {
            if (socket == null) {
                socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(PATIENCE);
                in = new BufferedInputStream(socket.getInputStream());
            }
            byte[] content = body.getBytes(StandardCharsets.UTF_8);
            String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            String head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nContent-Type: application/json\r\n"
                    + more + "Content-Length: " + content.length + "\r\n\r\n";
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
            request.writeBytes(content);
            long start = System.nanoTime();
            socket.getOutputStream().write(request.toByteArray());
            return read(start);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Answer read(long start) throws IOException {
        String head = head();
        Matcher length = LENGTH.matcher(head);
        byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        Answer answer = new Answer(Integer.parseInt(head.substring(9, 12)), new String(body, StandardCharsets.UTF_8),
                System.nanoTime() - start);
        if (head.toLowerCase(Locale.ROOT).contains("connection: close")) {
            close();
        }
        return answer;
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("The connection was closed");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // The connection is not used again.
            }
            socket = null;
        }
    }
}
