package com.whitelabelcro.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.WlcroEndpoints;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.OutcomeUnknown;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.HttpServerConfigurationProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A host that serves HTTP with the pack: how requests are read, and how results and failures are answered. */
class HttpTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANN = "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}";

    private Sandbox sandbox;
    private PackUnderTest pack;
    private int port;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Sandbox.start(SandboxConfig.of(c -> c.keepBodies(true)));
        serve(sandbox.baseUrl().toString());
    }

    private void serve(String api) throws Exception {
        pack = new PackUnderTest(api, Map.of("wlcro.retry.max-attempts", "1"), HttpTest::addServer, new Served());
        port = router(pack.context()).getServer().getPort();
    }

    private static void addServer(CamelContext context) throws Exception {
        try (HttpServerConfigurationProperties server = new HttpServerConfigurationProperties(null)) {
            server.setHost("127.0.0.1");
            server.setPort(0);
            context.addService(new DefaultMainHttpServerFactory().newHttpServer(context, server));
        }
    }

    private static VertxPlatformHttpRouter router(CamelContext context) {
        return VertxPlatformHttpRouter.lookup(context, VertxPlatformHttpRouter.getRouterNameFromPort(0));
    }

    private static final class Served extends RouteBuilder {
        @Override
        public void configure() {
            from("platform-http:/action").to(WlcroEndpoints.CREATE_LEAD);
            from("platform-http:/kamelet").to(WlcroEndpoints.READ)
                    .to("kamelet:wlcro-create-lead-action?first_name=Ann&last_name=Lee&email=${body[email]}");
            from("platform-http:/own").to(WlcroEndpoints.CREATE_LEAD).setBody(simple("lead ${body[status]}"));
            from("platform-http:/whole").onException(Exception.class).handled(true).to(WlcroEndpoints.HTTP_ERROR).end()
                    .to(WlcroEndpoints.READ).to(WlcroEndpoints.CREATE_LEAD);
        }
    }

    @AfterEach
    void end() {
        pack.close();
        sandbox.close();
    }

    private HttpResponse<String> post(String path, String type, String body) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", type).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/action", "/kamelet", "/whole"})
    void aRouteThatEndsWithAnActionAnswersItsResultAsJson(String path) throws Exception {
        HttpResponse<String> answer = post(path, "application/json", ANN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(JSON.readTree(answer.body()).path("client_id").asInt()).isEqualTo(sandbox.records().get(0).id());
    }

    @Test
    void aBodyThatARouteCreatesFromTheResultIsNotChanged() throws Exception {
        assertThat(post("/own", "application/json", ANN).body()).isEqualTo("lead Lead - New");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json                    | {"first_name":"Ann","last_name":"Lee","email":"ann@example.com","zip":"01970"}
            application/json; charset=UTF-8     | {"first_name":"Ann","last_name":"Lee","email":"ann@example.com","zip":"01970","city":""}
            application/ld+json                 | {"first_name":" Ann ","last_name":"Lee","email":"ann@example.com","zip":"01970","city":null}
            application/x-www-form-urlencoded   | first_name=Ann&last_name=Lee&email=ann%40example.com&zip=01970
            Application/X-WWW-form-urlencoded; charset=utf-8 | first_name=%20Ann+&last_name=Lee&email=ann%40example.com&zip=01970&city=
            multipart/form-data; boundary=x     | --x
            """)
    void jsonAndFormsAreTheSame(String type, String body) throws Exception {
        StringBuilder parts = new StringBuilder();
        Map.of("first_name", "Ann", "last_name", "Lee", "email", "ann@example.com", "zip", "01970").forEach((name, value) ->
                parts.append("--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n"));
        HttpResponse<String> answer = post("/whole", type, body.equals("--x") ? parts + "--x--\r\n" : body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(sandbox.records().get(0).fields()).containsEntry("first_name", "Ann").containsEntry("last_name", "Lee")
                .containsEntry("email", "ann@example.com").containsEntry("zip", "01970").doesNotContainKey("city");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/plain                          | {"first_name":"Ann"}                | 415 | Content-Type is neither JSON nor a form
            text/plain; application/json        | {"first_name":"Ann"}                | 415 | Content-Type is neither JSON nor a form
            application/xml                     | <first_name>Ann</first_name>        | 415 | application/x-www-form-urlencoded
            application/x-www-form-urlencoded   | {"first_name":"Ann"}                | 415 | it is JSON
            application/json                    | ''                                  | 400 | the body is empty
            application/x-www-form-urlencoded   | ''                                  | 400 | first_name is required
            application/json                    | {"first_name":                      | 400 | it ends too early
            application/json                    | Ann Lee                             | 400 | the syntax is wrong
            application/json                    | [{"first_name":"Ann"}]              | 400 | the body is an array
            application/json                    | null                                | 400 | the body is empty
            application/json                    | {"a":1,"a":2}                       | 400 | a name occurs twice
            application/json                    | {"body":{"first_name":"Ann"}}       | 400 | first_name is required
            application/json                    | {"first_name":{"a":1},"last_name":"L","email":"a@b"} | 400 | first_name must be text
            application/x-www-form-urlencoded   | first_name=A&first_name=B&last_name=L&email=a%40b    | 400 | first_name must be text
            application/x-www-form-urlencoded   | first_name=J%F6rg&last_name=L&email=a%40b            | 400 | send it as UTF-8
            application/json; charset=klingon   | {"first_name":"Ann"}                | 415 | the charset that it names is not known here
            application/json; charset=us-ascii  | {"first_name":"Jörg"}               | 400 | the body is not US-ASCII
            application/json                    | {"first_name":"A","last_name":"L","email":"a@b","phone":1.02E+11} | 400 | phone must be text
            application/json                    | {"first_name":"A","last_name":"L","email":"a@b","zip":2138} | 400 | zip must be text
            application/json                    | {"first_name":"A","last_name":"L","email":"a@b","external_id":1.02E+11} | 400 | external_id must be text
            """)
    void whatCannotBeReadIsReportedWithWhatIsTaken(String type, String body, int status, String violation) throws Exception {
        HttpResponse<String> answer = post("/whole", type, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isEqualTo("InvalidRequest");
        assertThat(problem.path("violations").toString()).contains(violation);
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void anUnavailableApiIsAnsweredWithRetryAfter() throws Exception {
        pack.close();
        serve("http://127.0.0.1:9");
        HttpResponse<String> answer = post("/whole", "application/json", ANN);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("60");
        assertThat(answer.body()).contains("send it again later").doesNotContain("default");
    }

    @Test
    void theAnswerToAnUnknownOutcomeSaysSoAndNamesItsEntry() throws Exception {
        sandbox.script(ScriptedAnswer.of(200, "{}"));
        HttpResponse<String> answer = post("/whole", "application/json", ANN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("title").asText()).isEqualTo("OutcomeUnknown");
        assertThat(problem.path("detail").asText()).matches("It was sent, but it is unknown whether it was applied: look it up"
                + " before you send it again; it is kept as entry [0-9]+-[0-9]+ of the failed records");
    }

    @Test
    void numbersInStringFieldsBecomeTheirDigits() throws Exception {
        post("/whole", "application/json", "{\"first_name\":\"A\",\"last_name\":\"L\",\"email\":\"a@b\","
                + "\"phone\":15550102706,\"zip\":94103.0,\"external_id\":1234}");
        assertThat(sandbox.records().get(0).fields()).containsEntry("phone", "15550102706").containsEntry("zip", "94103")
                .containsEntry("external_id", "1234");
    }

    @Test
    void jsonIsReadInTheCharsetOfItsContentType() {
        byte[] latin = "{\"a\":\"J\u00F6rg \u20AC\"}".getBytes(Charset.forName("windows-1252"));
        Map<String, Object> said = Map.of("Content-Type", "application/json; charset=\"ISO-8859-1\"");
        assertThat(read(new ByteArrayInputStream(latin), said).getMessage().getBody()).isEqualTo(Map.of("a", "J\u00F6rg \u20AC"));
        assertThat(read(new ByteArrayInputStream(latin), Map.of()).getException(InvalidRequest.class).getViolations())
                .containsExactly("the body is not UTF-8");
    }

    @Test
    void aCompressedBodyIsUnpackedAndAnUnknownCodingIsRefused() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"a\":\"b\"}".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(read(new ByteArrayInputStream(packed.toByteArray()), Map.of("Content-Encoding", "gzip")).getMessage().getBody())
                .isEqualTo(Map.of("a", "b"));
        InvalidRequest unknown = read("{\"a\":\"b\"}", Map.of("Content-Encoding", "br")).getException(InvalidRequest.class);
        assertThat(unknown.getStatus()).isEqualTo(415);
        assertThat(unknown.getViolations()).containsExactly("the Content-Encoding is not known here; send gzip, or none");
    }

    /** The header of the sender is still there. */
    @Test
    void aBodyThatAStepOfTheRouteHasUnpackedIsReadAsItIs() {
        assertThat(read(new ByteArrayInputStream("{\"a\":\"b\"}".getBytes(StandardCharsets.UTF_8)), Map.of("Content-Encoding", "gzip"))
                .getMessage().getBody()).isEqualTo(Map.of("a", "b"));
        assertThat(read("{\"a\":\"\u00e9\"}", Map.of("Content-Encoding", "gzip", "Content-Type", "application/json; charset=ISO-8859-1"))
                .getMessage().getBody()).isEqualTo(Map.of("a", "\u00e9"));
    }

    @Test
    void aFormThatSaysThatItIsNotCompressedIsRead() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/whole"))
                .header("Content-Type", "application/x-www-form-urlencoded").header("Content-Encoding", "identity")
                .POST(BodyPublishers.ofString("first_name=Ann&last_name=Lee&email=ann%40example.com")).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void objectsAndListsAreJsonInsideOfAString() {
        Exchange end = read("{\"o\":{\"a\":[1,\"x\"]},\"l\":[\"a\",{\"b\":true}]}", Map.of());
        Simple both = new Simple(end);
        assertThat(both.of("From: ${body[o]} ${body[l]}")).isEqualTo("From: {\"a\":[1,\"x\"]} [\"a\",{\"b\":true}]");
        assertThat(both.of("All: ${body}")).isEqualTo("All: {\"o\":{\"a\":[1,\"x\"]},\"l\":[\"a\",{\"b\":true}]}");
    }

    private record Simple(Exchange exchange) {
        String of(String expression) {
            return exchange.getContext().resolveLanguage("simple").createExpression(expression)
                    .evaluate(exchange, String.class);
        }
    }

    private Exchange read(Object body, Map<String, Object> headers) {
        return pack.template().send(WlcroEndpoints.READ, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    @Test
    void numbersKeepTheirValueAndListsAndMapsAreKept() {
        Exchange end = read("{\"id\":4711.0,\"n\":1e2,\"all\":1.5550102706E10,\"d\":1.50,\"big\":123456789012345678901234567890,\"t\":true,"
                + "\"list\":[1.0,\"a\"],\"map\":{\"x\":7.0},\"none\":null}", Map.of());
        Map<?, ?> body = end.getMessage().getBody(Map.class);
        assertThat(body.get("id")).isEqualTo(4711L);
        assertThat(body.get("n")).as("its last digits are unknown").hasToString("1E+2");
        assertThat(body.get("all")).isEqualTo(15550102706L);
        assertThat(body.get("d")).hasToString("1.50");
        assertThat(body.get("big")).hasToString("123456789012345678901234567890");
        assertThat(body.get("t")).isEqualTo(true);
        assertThat(body.get("list")).isEqualTo(List.of(1L, "a"));
        assertThat(body.get("map")).isEqualTo(Map.of("x", 7L));
        assertThat(body.get("none")).isNull();
    }

    @Test
    void thePlusSignOfATelephoneNumberIsNotReadAsASpace() {
        Map<String, Object> form = Map.of("Content-Type", "application/x-www-form-urlencoded");
        assertThat(read("phone=+15550102701&a=x+y&b=+z&c=%2B1", form).getMessage().getBody())
                .isEqualTo(Map.of("phone", "+15550102701", "a", "x y", "b", "z", "c", "+1"));
        assertThat(read(Map.of("phone", " 15550102701"), form).getMessage().getBody())
                .isEqualTo(Map.of("phone", "+15550102701"));
    }

    @Test
    void equalContentHasOneHashInAnyOrderOfFieldsAndForeignHeadersAreRemoved() {
        Map<String, Object> hostile = Map.of("WlcroConnection", "other", "client_id", 7, "CamelHttpUri", "http://evil");
        Exchange one = read("{\"a\":\"1\",\"b\":\"2\",\"c\":\" \",\"d\":null}", hostile);
        Exchange other = read(new ByteArrayInputStream("{\"b\":\"2\", \"a\":\"1\"}".getBytes(StandardCharsets.UTF_8)), hostile);
        Exchange third = read("{\"b\":\"2\",\"a\":\"11\"}", hostile);
        assertThat(one.getMessage().getHeaders()).containsOnlyKeys(WlcroHeaders.CONTENT_HASH);
        Object hash = one.getMessage().getHeader(WlcroHeaders.CONTENT_HASH);
        assertThat(hash).asString().matches("[0-9a-f]{32}");
        assertThat(other.getMessage().getHeader(WlcroHeaders.CONTENT_HASH)).isEqualTo(hash);
        assertThat(third.getMessage().getHeader(WlcroHeaders.CONTENT_HASH)).isNotEqualTo(hash);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        assertThat(read("{\"a\":\"" + "x".repeat(1 << 20) + "\"}", Map.of()).getException(InvalidRequest.class).getViolations())
                .containsExactly("the body is larger than 1 MiB");
    }
}
