package com.whitelabelcro.camel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every attempt sends the same content, whatever the type of the body. */
class BodyTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String JSON =
            "{\"first_name\":\"Zoë\",\"last_name\":\"Doe\",\"email\":\"z@example.com\",\"zip\":\"01234\"}";

    @AutoClose
    private final PackUnderTest pack = PackUnderTest.withSandbox(SandboxConfig.of(c -> c.keepBodies(true)), Map.of());
    private final Sandbox sandbox = pack.sandbox();

    @BeforeEach
    void begin() throws Exception {
        RetryTest.refuse(sandbox, 2, 503);
    }

    @Test
    void aStreamThatCanBeReadOnceIsSentAgainInFull() throws Exception {
        InputStream once = new SequenceInputStream(
                new ByteArrayInputStream(JSON.getBytes(StandardCharsets.UTF_8)), InputStream.nullInputStream());

        assertThat(pack.call("create-lead", once).getException()).isNull();

        assertAllSent(3, MAPPER.readTree(JSON));
    }

    @Test
    void aBodyMayBeAReader() throws Exception {
        assertThat(pack.call("create-lead", new StringReader(JSON)).getException()).isNull();

        assertAllSent(3, MAPPER.readTree(JSON));
    }

    @Test
    void aFileThatAFileRoutePicksUpIsRead(@TempDir Path inbox) throws Exception {
        pack.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + inbox + "?initialDelay=0&delay=10").to("direct:wlcro-create-lead").to("mock:done");
            }
        });
        MockEndpoint done = pack.context().getEndpoint("mock:done", MockEndpoint.class);
        done.expectedMessageCount(1);
        Files.writeString(inbox.resolve("lead.part"), JSON);
        Files.move(inbox.resolve("lead.part"), inbox.resolve("lead.json"));

        done.assertIsSatisfied();

        assertThat(sandbox.records()).hasSize(1);
        assertThat(done.getReceivedExchanges().get(0).getMessage().getHeader(Exchange.FILE_NAME)).isNotNull();
    }

    @Test
    void aMapThatTheCallerChangesWhileTheRecordWaitsIsSentAsItWas() throws Exception {
        Map<String, Object> lead = Records.lead(1);
        JsonNode before = MAPPER.valueToTree(lead);
        CompletableFuture<Exchange> end = pack.begin("create-lead", lead, Map.of());
        lead.put("email", "somebody.else@example.com");
        lead.clear();

        assertThat(end.get(60, TimeUnit.SECONDS).getException()).isNull();

        assertAllSent(3, before);
    }

    private void assertAllSent(int times, JsonNode body) throws Exception {
        List<SandboxRequest> all = sandbox.requests();
        assertThat(all).hasSize(times);
        for (SandboxRequest each : all) {
            assertThat(MAPPER.readTree(each.body())).isEqualTo(body);
        }
    }
}
