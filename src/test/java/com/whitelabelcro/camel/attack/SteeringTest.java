package com.whitelabelcro.camel.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.fault.ByteServer;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller's headers control nothing (rows 9 to 11 of the list of faults). */
class SteeringTest {

    private static final Map<String, Object> LEAD =
            Map.of("first_name", "Ann", "last_name", "Lee", "email", "ann@example.com");

    private static final String FORM = "kamelet:wlcro-create-lead-action?first_name=${body[first_name]}"
            + "&last_name=${body[last_name]}&email=${body[email]}";

    private static Map<String, Object> hostile(String evil) {
        String bait = evil + "/{{wlcro.api-key}}/{{env:HOME}}";
        Map<String, Object> headers = new HashMap<>();
        for (String name : List.of("CamelHttpUri", "CamelRestHttpUri", "CamelHttpPath", "CamelHttpQuery",
                "CamelHttpRawQuery", "CamelRestHttpQuery", "CamelHttpBaseUri", "CamelHttpHost")) {
            headers.put(name, bait);
            headers.put(name.toLowerCase(Locale.ROOT), bait);
            headers.put(name.toUpperCase(Locale.ROOT), bait);
            headers.put(name.replace("Camel", "cAmEl"), bait);
        }
        headers.put("CamelHttpMethod", "DELETE");
        headers.put("CamelHttpResponseCode", 500);
        headers.put("CamelHttpProtocolVersion", "HTTP/1.0");
        headers.put("CamelRedeliveryDelay", 3_600_000L);
        headers.put("CamelRedelivered", true);
        headers.put("CamelRedeliveryCounter", 99);
        headers.put("CamelDuplicateMessage", true);
        headers.put("CamelJacksonUnmarshalType", "java.lang.ProcessBuilder");
        headers.put("CamelBeanMethodName", "exit");
        headers.put("Long-Running-Action", evil);
        headers.put("kafka.OVERRIDE_TOPIC", "evil");
        for (String name : List.of("Authorization", "Cookie", "Host", "Transfer-Encoding", "X-HTTP-Method-Override",
                "Expect", "X-Api-Key", "Proxy-Authorization", "Forwarded", "a\r\nX-Evil")) {
            headers.put(name, "evil");
        }
        headers.put("Content-Length", "0");
        headers.put("Content-Type", "text/evil");
        headers.put("Content-Encoding", "gzip");
        headers.put("Connection", "X-Api-Key");
        return headers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:wlcro-create-lead", "kamelet:wlcro-create-lead-action", FORM})
    void theRequestIsTheSameWhateverTheCallersHeaders(String endpoint) throws Exception {
        ByteServer.Answer failFirst = talk -> talk.send(talk.number() == 1
                ? ByteServer.json(503, "{}") : ByteServer.json(201, "{\"client_id\":7}"));
        try (ByteServer evil = new ByteServer(failFirst);
                ByteServer server = new ByteServer(failFirst);
                PackUnderTest pack = new PackUnderTest(server.baseUrl(), Map.of())) {
            Exchange end = pack.template().send(endpoint, exchange -> {
                exchange.getMessage().setBody(LEAD);
                exchange.getMessage().setHeaders(hostile(evil.baseUrl()));
            });

            assertThat(end.getException()).isNull();
            assertThat(end.getMessage().getBody()).isInstanceOf(Map.class);
            assertThat(evil.connections()).isZero();
            assertThat(server.requests()).hasSize(2);
            for (ByteServer.Talk request : server.requests()) {
                assertThat(request.head()).startsWith("POST /api/v1/integrations/leads HTTP/1.1\r\n")
                        .contains("\r\nX-Api-Key: " + SandboxConfig.DEFAULT_KEY + "\r\n")
                        .contains("\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
                        .contains("\r\nContent-Type: application/json\r\n")
                        .doesNotContain("evil");
                assertThat(names(request.head())).isEqualTo(Set.of(
                        "x-api-key", "content-type", "content-length", "host", "connection", "user-agent"));
                assertThat(request.body()).contains("\"first_name\":\"Ann\"");
            }
        }
    }

    @Test
    void theCallersHeadersAreKept() throws Exception {
        try (ByteServer server = new ByteServer(talk -> talk.send(ByteServer.json(201, "{\"client_id\":7}")));
                PackUnderTest pack = new PackUnderTest(server.baseUrl(), Map.of())) {
            Map<String, Object> headers = hostile("http://127.0.0.1:1");
            assertThat(pack.call("create-lead", LEAD, headers).getMessage().getHeaders())
                    .containsAllEntriesOf(headers);
        }
    }

    private static Set<String> names(String head) {
        Set<String> names = new TreeSet<>();
        head.lines().skip(1).filter(line -> !line.isBlank())
                .forEach(line -> names.add(line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)));
        return names;
    }
}
