package com.whitelabelcro.camel.fault;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A socket server that answers with arbitrary bytes, or breaks the connection, as each test defines. */
public final class ByteServer implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?i)\\r\\nContent-Length: (\\d+)");

    private final ServerSocket listener;
    private final Answer answer;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Talk> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** How the server handles a request. */
    @FunctionalInterface
    public interface Answer {
        void to(Talk talk) throws Exception;
    }

    /** One request and its socket. */
    public static final class Talk {

        private final Socket socket;
        private final int number;
        private final String head;
        private final String body;

        private Talk(Socket socket, int number, String head, String body) {
            this.socket = socket;
            this.number = number;
            this.head = head;
            this.body = body;
        }

        /** The number of the request on this server, from 1. */
        public int number() {
            return number;
        }

        public String head() {
            return head;
        }

        public String body() {
            return body;
        }

        public void send(String bytes) throws IOException {
            send(bytes.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void send(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        }

        /** Closes the connection regularly. */
        public void close() throws IOException {
            socket.close();
        }

        /** Breaks the connection with an RST. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    public ByteServer(Answer answer) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answer);
    }

    public ByteServer(ServerSocket listener, Answer answer) {
        this.listener = listener;
        this.answer = answer;
        start(this::accept);
    }

    /** A complete answer with a JSON body; further headers end with CRLF. */
    public static String json(int status, String body, String... headers) {
        return "HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.ISO_8859_1).length + "\r\n" + String.join("", headers) + "\r\n" + body;
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + port();
    }

    public int connections() {
        return connections.get();
    }

    public List<Talk> requests() {
        return requests;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                open.add(socket);
                start(() -> serve(socket));
            } catch (IOException e) {
                // The connection was closed, or the handshake failed: continue with the next one.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (!socket.isClosed()) {
                String head = head(in);
                if (head.isEmpty()) {
                    return;
                }
                Matcher length = LENGTH.matcher(head);
                byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
                Talk talk = new Talk(socket, requests.size() + 1, head, new String(body, StandardCharsets.UTF_8));
                requests.add(talk);
                answer.to(talk);
            }
        } catch (Exception e) {
            // The client closed the connection.
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            last = last << 8 | b;
            if (last == 0x0D0A0D0A) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "byte-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
