package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.whitelabelcro.camel.app.GatewayUnderTest.Answer;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Records that arrive by HTTP, with a token. Each test uses its own names, so that the tests do not share records. */
class GatewayTest {

    private static final String ALL = "Authorization: Bearer all-all-all-all-all-all";
    private static final String FORM_TOKEN = "form-form-form-form-form";
    private static final String FORM = "Authorization: Bearer " + FORM_TOKEN;
    private static final String SIGNED = "Authorization: Bearer signed-signed-signed";
    private static final String SLOW = "Authorization: Bearer slow-slow-slow-slow-slow";
    private static final String JSON = "Content-Type: application/json";
    private static final String URL_ENCODED = "Content-Type: application/x-www-form-urlencoded";
    private static final String LEADS = "POST /actions/create-lead";
    private static final String NOTES = "POST /actions/add-client-note";
    private static final String UPDATES = "POST /actions/update-lead";

    private static Sandbox sandbox;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void begin() {
        sandbox = Sandbox.start(SandboxConfig.of(c -> c.keepBodies(true)));
        String tokens = "wlcro.gateway.tokens.";
        gateway = new GatewayUnderTest(sandbox, Map.ofEntries(
                Map.entry(tokens + "all.token", "all-all-all-all-all-all"), Map.entry(tokens + "all.actions", "*"),
                Map.entry(tokens + "all.rate", "100000"),
                Map.entry(tokens + "form.token", FORM_TOKEN), Map.entry(tokens + "form.actions", "create-lead"),
                Map.entry(tokens + "form.fields", "first_name,last_name,email"),
                Map.entry(tokens + "form.set.affiliate_id", "77"),
                Map.entry(tokens + "form.origins", "https://www.example.com"),
                Map.entry(tokens + "signed.token", "signed-signed-signed"), Map.entry(tokens + "signed.actions", "create-lead"),
                Map.entry(tokens + "signed.hmac.secret", "shared-shared-shared"), Map.entry(tokens + "signed.hmac.prefix", "sha256="),
                Map.entry(tokens + "slow.token", "slow-slow-slow-slow-slow"), Map.entry(tokens + "slow.actions", "create-lead"),
                Map.entry(tokens + "slow.rate", "2")));
    }

    @AfterAll
    static void end() {
        gateway.close();
        sandbox.close();
    }

    private static String lead(String name) {
        return "{\"first_name\":\"" + name + "\",\"last_name\":\"Lee\",\"email\":\"a@example.com\"}";
    }

    private static String entry(Answer answer) throws IOException {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return answer.json().path("entry").asText();
    }

    private static void isRefused(Answer answer, int status, String detail) throws IOException {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("detail").asText() + answer.json().path("violations")).contains(detail);
    }

    @Test
    void aRecordIsAcceptedAndItsLocationShowsTheOutcome() throws IOException {
        Answer accepted = gateway.send(LEADS, lead("Accepted"), ALL, JSON);
        String entry = entry(accepted);
        assertThat(accepted.header("Location")).isEqualTo("/records/" + entry);
        assertThat(accepted.json().has("eta")).isTrue();
        JsonNode record = gateway.send("GET /records/" + entry, "", ALL).json();
        assertThat(record.path("entry").asText()).isEqualTo(entry);
        assertThat(record.path("action").asText()).isEqualTo("create-lead");
    }

    @Test
    void aCallerThatPrefersToWaitGetsTheOutcomeAlsoAfterARestartOfTheRoute() throws Exception {
        gateway.context().getRouteController().stopRoute("wlcro-gateway-answer");
        gateway.context().getRouteController().startRoute("wlcro-gateway-answer");

        assertThat(gateway.send(LEADS, lead("Restarted"), ALL, JSON, "Prefer: wait=30").status()).isEqualTo(200);
    }

    @Test
    void aCallerThatPrefersToWaitGetsTheOutcome() throws IOException {
        Answer done = gateway.send(LEADS, lead("Waited"), ALL, JSON, "Prefer: wait=30");
        assertThat(done.status()).as(done.toString()).isEqualTo(200);
        assertThat(done.header("Preference-Applied")).isEqualTo("wait=30");
        assertThat(done.json().path("state").asText()).isEqualTo("done");
        assertThat(done.json().at("/answer/client_id").asLong()).isPositive();
        assertThat(gateway.send("GET " + done.header("Location"), "", ALL).json()).isEqualTo(done.json());
        JsonNode both = gateway.send(LEADS, "[" + lead("Waited1") + "," + lead("Waited2") + "]", ALL, JSON, "Prefer: wait=30").json();
        assertThat(both.findValuesAsText("state")).containsExactly("done", "done");
        JsonNode again = gateway.send(LEADS, lead("Waited"), ALL, JSON, "Prefer: wait=30").json();
        assertThat(again).isEqualTo(done.json());
    }

    @Test
    void aRecordThatFailsFinallyIsReportedWithItsReason() throws IOException {
        Answer failed = gateway.send("POST /actions/update-client", "{\"client_id\":987654321,\"city\":\"X\"}", ALL, JSON,
                "Prefer: wait=30");
        isRefused(failed, 404, "");
        assertThat(failed.json().path("title").asText()).isEqualTo("NotFound");
        JsonNode record = gateway.send("GET /records/" + failed.json().path("entry").asText(), "", ALL).json();
        assertThat(record.path("state").asText()).isEqualTo("failed");
        assertThat(record.at("/problem/status").asInt()).isEqualTo(404);
    }

    @Test
    void onlyTheCallerThatSentARecordSeesIt() throws IOException {
        String entry = entry(gateway.send(LEADS, lead("Private"), ALL, JSON));
        isRefused(gateway.send("GET /records/" + entry, "", FORM), 404, "no such record of this caller");
        isRefused(gateway.send("GET /records/" + entry, ""), 401, "Give a token");
        isRefused(gateway.send("GET /records/99-99", "", ALL), 404, "no such record");
        isRefused(gateway.send("GET /records/..%2f" + entry, "", ALL), 404, "no such record");
    }

    @Test
    void aPublicFormSendsItsFieldsAndTheFixedOnesAreAdded() throws IOException {
        String form = "first_name=Public&last_name=Lee&email=a%40example.com";
        Answer accepted = gateway.send("POST /t/" + FORM_TOKEN + "/actions/create-lead", form, URL_ENCODED,
                "Origin: https://www.example.com");
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Access-Control-Allow-Origin")).isEqualTo("https://www.example.com");
        isRefused(gateway.send(LEADS, form + "&phone=1", FORM, URL_ENCODED), 400, "phone may not be given with this token");
        isRefused(gateway.send(LEADS, form + "&affiliate_id=5", FORM, URL_ENCODED), 400, "affiliate_id may not be given");
        isRefused(gateway.send(NOTES, "{}", FORM, JSON), 403, "may not call the action");
        isRefused(gateway.send(LEADS + "?connection=acme", form, FORM, URL_ENCODED), 403, "may be one of default");
        isRefused(gateway.send(LEADS, form, FORM, URL_ENCODED, "Origin: https://evil.example"), 403, "another site");
    }

    @Test
    void aBrowserLearnsWhetherAPageMaySendARequest() throws IOException {
        String line = "OPTIONS /actions/create-lead";
        String asks = "Access-Control-Request-Method: POST";
        Answer named = gateway.send(line, "", "Origin: https://www.example.com", asks);
        assertThat(named.status()).isEqualTo(204);
        assertThat(named.header("Access-Control-Allow-Origin")).isEqualTo("https://www.example.com");
        assertThat(named.header("Access-Control-Allow-Headers")).contains("Authorization");
        Answer foreign = gateway.send(line, "", "Origin: https://evil.example", asks);
        assertThat(foreign.status()).isEqualTo(401);
        assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void aWrongTokenIsAnsweredWithADelay() throws IOException {
        Answer wrong = gateway.send(LEADS, lead("Guessed"), "Authorization: Bearer all-all-all-all-all-al", JSON);
        isRefused(wrong, 401, "not known here");
        assertThat(wrong.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void anArrayIsAcceptedWholeOrNotAtAll() throws IOException {
        Answer accepted = gateway.send(LEADS, "[" + lead("Array1") + "," + lead("Array2") + "]", ALL, JSON);
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.json().findValuesAsText("entry")).hasSize(2).doesNotHaveDuplicates();
        Answer refused = gateway.send(LEADS, "[" + lead("Array3") + ",{\"first_name\":\"x\"},7]", ALL, JSON);
        isRefused(refused, 400, "[1] last_name is required");
        isRefused(refused, 400, "[2] the body is a number");
        // Nothing of the array was stored, so the record is accepted as new.
        assertThat(gateway.send(LEADS, lead("Array3"), ALL, JSON).json().has("duplicate")).isFalse();
    }

    /** Creates a record and returns its id. An action on a record that does not exist fails, and is then no repeat. */
    private static long created(String action, String name) throws IOException {
        return gateway.send(action, lead(name), ALL, JSON, "Prefer: wait=30").json().at("/answer/client_id").asLong();
    }

    @Test
    void aRepeatedRequestCreatesNoSecondRecord() throws IOException {
        String first = entry(gateway.send(LEADS, lead("Repeated"), ALL, JSON));
        assertThat(entry(gateway.send(LEADS, lead("Repeated"), ALL, JSON))).isEqualTo(first);
        assertThat(entry(gateway.send(LEADS, lead("Repeated"), FORM, JSON))).isNotEqualTo(first);
        String note = "{\"client_id\":" + created("POST /actions/create-client", "Noted") + ",\"text\":\"called\"}";
        assertThat(entry(gateway.send(NOTES, note, ALL, JSON))).isEqualTo(entry(gateway.send(NOTES, note, ALL, JSON)));
    }

    @Test
    void anIdempotencyKeyIsScopedToItsCaller() throws IOException {
        String key = "Idempotency-Key: k1";
        String first = entry(gateway.send(LEADS, lead("Keyed"), ALL, JSON, key));
        assertThat(entry(gateway.send(LEADS, lead("Keyed"), ALL, JSON, key))).isEqualTo(first);
        assertThat(entry(gateway.send(LEADS, lead("Keyed"), ALL, JSON, "Idempotency-Key: k2"))).isNotEqualTo(first);
        assertThat(entry(gateway.send(LEADS, lead("Keyed"), FORM, JSON, key))).isNotEqualTo(first);
        String array = "[" + lead("Keyed") + "," + lead("Keyed") + "]";
        List<String> entries = gateway.send(LEADS, array, ALL, JSON, "Idempotency-Key: k3").json().findValuesAsText("entry");
        assertThat(entries).doesNotHaveDuplicates();
        assertThat(gateway.send(LEADS, array, ALL, JSON, "Idempotency-Key: k3").json().findValuesAsText("entry")).isEqualTo(entries);
        isRefused(gateway.send(LEADS, lead("Keyed"), ALL, JSON, key, key), 400, "Idempotency-Key");
    }

    @Test
    void anEarlierUpdateIsSentAgainIfAnotherOneFollowedIt() throws IOException {
        String toA = "{\"client_id\":" + created(LEADS, "Updated") + ",\"city\":\"A\"}";
        String a = entry(gateway.send(UPDATES, toA, ALL, JSON));
        assertThat(entry(gateway.send(UPDATES, toA, ALL, JSON))).isEqualTo(a);
        String b = entry(gateway.send(UPDATES, toA.replace("\"A\"", "\"B\""), ALL, JSON));
        assertThat(entry(gateway.send(UPDATES, toA, ALL, JSON))).isNotIn(a, b);
    }

    @Test
    void aSignatureMustMatchTheBody() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("shared-shared-shared".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String right = "X-Signature: sha256="
                + HexFormat.of().formatHex(mac.doFinal(lead("Signed").getBytes(StandardCharsets.UTF_8)));
        assertThat(gateway.send(LEADS, lead("Signed"), SIGNED, JSON, right).status()).isEqualTo(202);
        isRefused(gateway.send(LEADS, lead("Forged"), SIGNED, JSON, right), 401, "X-Signature");
        isRefused(gateway.send(LEADS, lead("Signed"), SIGNED, JSON), 401, "X-Signature");
        isRefused(gateway.send(LEADS, lead("Signed"), SIGNED, JSON, right, right), 401, "X-Signature");
    }

    @Test
    void aTokenHasARateLimit() throws IOException {
        assertThat(gateway.send(LEADS, lead("Rate1"), SLOW, JSON).status()).isEqualTo(202);
        assertThat(gateway.send(LEADS, lead("Rate2"), SLOW, JSON).status()).isEqualTo(202);
        Answer refused = gateway.send(LEADS, lead("Rate3"), SLOW, JSON);
        isRefused(refused, 429, "2 per minute");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 30);
        assertThat(gateway.send(LEADS, lead("Rate3"), ALL, JSON).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST /actions/create-led            | 404 | did you mean create-lead
            POST /actions/create-lead%00        | 404 | no such action
            POST /actions/..%2f..%2frecords     | 404 | no such action
            POST /actions/%zz                   | 400 | hexadecimal
            POST /actions/${header.x}           | 404 | no such action
            POST /records/1-1                   | 405 | Allow
            PUT /actions/create-lead            | 405 | Allow
            GET /records/1-1%20OR%201=1         | 404 | no such record
            GET /actions                        | 404 | nothing at this address
            """)
    void aMistakeOfACallerIsNeverAnErrorOfTheServer(String line, int status, String detail) throws IOException {
        isRefused(gateway.send(line, "{}", ALL, JSON), status, detail);
    }

    @Test
    void aMisspeltParameterDoesNotLeadToAnotherConnection() throws IOException {
        isRefused(gateway.send(LEADS + "?conection=acme", lead("Misspelt"), ALL, JSON), 400, "did you mean connection?");
        assertThat(gateway.send(LEADS + "?utm_source=form", lead("Tracked"), ALL, JSON).status()).isEqualTo(202);
        assertThat(gateway.send(LEADS + "?conversion=4711&collection=spring", lead("Converted"), ALL, JSON).status()).isEqualTo(202);
    }

    @Test
    void theHostOfAnAbsoluteAddressCountsAndNotTheHeader() throws IOException {
        isRefused(gateway.send(LEADS.replace("/actions", "http://evil.example/actions"), lead("Absolute"), ALL, JSON), 421, "host name");
        assertThat(gateway.send(LEADS.replace("/actions", "http://127.0.0.1:" + gateway.port() + "/actions"), lead("Own"), ALL, JSON)
                .status()).isEqualTo(202);
    }

    @Test
    void headersOfASenderHaveNoEffectOnRouting() throws IOException {
        String first = entry(gateway.send(LEADS, lead("Steered"), ALL, JSON));
        assertThat(entry(gateway.send(LEADS, lead("Steered"), ALL, JSON, "WlcroForce: true", "WlcroConnection: acme",
                "CamelHttpUri: http://evil.example", "CamelHttpResponseCode: 500"))).isEqualTo(first);
    }

    @Test
    void noTokenIsLoggedWithTheLogLevelsOfTheRunnableJar() throws IOException {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger web = (Logger) LoggerFactory.getLogger(Logging.WEB_SERVER);
        Level before = root.getLevel();
        log.start();
        List<Appender<ILoggingEvent>> others = new ArrayList<>();
        root.iteratorForAppenders().forEachRemaining(others::add);
        others.forEach(root::detachAppender);
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        web.setLevel(Level.INFO);
        try {
            for (String rest : List.of("/actions/create-lead", "/actions/nothing", "/nothing", "/records/1-1", "/actions/%zz")) {
                gateway.send("POST /t/" + FORM_TOKEN + rest, "{\"first_name\":", JSON);
                gateway.send("POST " + rest, "{\"first_name\":", FORM, JSON);
            }
        } finally {
            root.setLevel(before);
            web.setLevel(null);
            root.detachAppender(log);
            others.forEach(root::addAppender);
        }
        List<String> lines = List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertThat(lines).anyMatch(line -> line.contains("wlcro-gateway"));
        assertThat(lines).noneMatch(line -> line.contains(FORM_TOKEN));
    }

    @Test
    void theOpenApiDocumentShowsWhatTheCallerMayDo() throws IOException {
        JsonNode all = gateway.send("GET /openapi.json", "", ALL).json();
        assertThat(all.path("paths").has("/actions/update-client-status")).isTrue();
        JsonNode form = gateway.send("GET /t/" + FORM_TOKEN + "/openapi.json", "").json();
        assertThat(form.path("paths").properties().stream().map(Map.Entry::getKey))
                .containsExactly("/actions/create-lead", "/records/{entry}");
        assertThat(form.at("/components/schemas/create-lead/properties").properties().stream().map(Map.Entry::getKey))
                .containsExactly("first_name", "last_name", "email");
    }
}
