package com.whitelabelcro.camel.attack;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The main program of {@link SmallMemoryTest}: calls with large bodies, and then with a usual one. */
final class SmallMemory {

    static final String WELL = "all refused, and the next one sent";
    private static final String REST = "\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}";

    private SmallMemory() {}

    public static void main(String[] arguments) throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(config -> config.limit(0)));
                PackUnderTest pack = PackUnderTest.on(sandbox)) {
            String large = "{\"first_name\":\"" + "x".repeat(10 << 20) + "\"," + REST;
            for (Object body : List.of(large, Map.of("first_name", large), stream(large),
                    "{\"a\":".repeat(10_000), "[".repeat(1_000_000), "{\"affiliate_id\":1e400," + REST,
                    "{\"affiliate_id\":" + "9".repeat(1_000_000) + "," + REST, doubling())) {
                Exception failure = pack.call("create-lead", body).getException();
                if (!(failure instanceof InvalidRequest)) {
                    throw new IllegalStateException("Not refused as it should be", failure);
                }
            }
            Exception failure = pack.call("create-lead", "{\"first_name\":\"Ann\"," + REST).getException();
            if (failure != null || sandbox.stats().requests() != 1) {
                throw new IllegalStateException("The next one was not sent", failure);
            }
        }
        System.out.println(WELL);
    }

    private static InputStream stream(String text) {
        return new SequenceInputStream(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), InputStream.nullInputStream());
    }

    private static Object doubling() {
        Object next = "a";
        for (int i = 0; i < 30; i++) {
            next = List.of(next, next);
        }
        return Map.of("first_name", next);
    }
}
