package com.whitelabelcro.camel.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.config.SettingsReader;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import com.whitelabelcro.camel.setup.RoutePackInstaller;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the operations page shows and does, as a browser asks for it. */
@Timeout(60)
class OperationsPageTest {

    private static final Map<String, Object> LEAD = Map.of("first_name", "Ann <b>", "last_name", "Private", "email", "ann@example.com",
            "external_id", "web_1");

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final RecentRecords recent = new RecentRecords(InstantSource.system());
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(OperationsPage.class);
    private Sandbox sandbox;
    private CamelContext context;
    private RoutePackInstaller pack;
    private OperationsToken token;
    private HttpServer server;

    @TempDir
    private Path home;

    @BeforeEach
    void start() throws Exception {
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        sandbox = Sandbox.start(SandboxConfig.of(change -> change.keepBodies(true)));
        context = new DefaultCamelContext();
        pack = new RoutePackInstaller(SettingsReader.read(Map.of("wlcro.base-url", sandbox.baseUrl().toString(),
                "wlcro.api-key", SandboxConfig.DEFAULT_KEY, "wlcro.ledger.url", LedgerConfig.MEMORY_URL,
                "wlcro.retry.max-attempts", "1")), null, List.of(recent));
        pack.addTo(context);
        context.start();
        token = OperationsToken.in(home);
        Router router = Router.router(vertx);
        new OperationsPage(pack, Duration.ofSeconds(60), recent, token).addTo(router);
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        logger.setLevel(null);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        context.stop();
        sandbox.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return browser.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + path);
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
        String form = fields.entrySet().stream().map(each -> URLEncoder.encode(each.getKey(), StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
        return browser.send(HttpRequest.newBuilder(at(path)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)).build(), BodyHandlers.ofString());
    }

    private Map<String, String> form() {
        return Map.of("form", token.form());
    }

    private void open() throws Exception {
        assertThat(get("/?token=" + token.value()).statusCode()).isEqualTo(303);
    }

    private FailedRecord fail(Map<String, Object> fields) {
        sandbox.script(ScriptedAnswer.of(422, "{\"message\":\"not now\"}"));
        context.createProducerTemplate().send("direct:wlcro-create-lead", exchange -> exchange.getMessage().setBody(fields));
        context.createProducerTemplate().send("direct:wlcro-dead-letter", exchange -> {
            exchange.getMessage().setBody(fields);
            exchange.getMessage().setHeader(WlcroHeaders.ACTION, "create-lead");
        });
        return listed().get(0);
    }

    private List<FailedRecord> listed() {
        return pack.ledger().failed().page(FailedFilter.all(), Optional.empty(), 100).toCompletableFuture().join();
    }

    private EntryState state(FailedRecord record) {
        return pack.ledger().failed().show(record.id()).toCompletableFuture().join().map(FailedRecord::state).orElse(EntryState.DONE);
    }

    @Test
    void onlyTheTokenOpensItAndTheAddressDoesNotKeepIt() throws Exception {
        for (String path : List.of("/", "/live", "/failed", "/failed/1-1", "/?token=wrong", "/?token=")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(401);
        }
        HttpResponse<String> opened = get("/?token=" + token.value());
        assertThat(opened.headers().firstValue("Location")).contains("/");
        assertThat(opened.headers().firstValue("Set-Cookie").orElseThrow()).contains("HTTPOnly", "SameSite=Lax")
                .doesNotContain(token.value());
        HttpResponse<String> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'").doesNotContain("unsafe");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void theTokenLiesInAFileOfItsOwnerAndStaysTheSame() throws Exception {
        Path file = token.file().orElseThrow();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(Files.readString(file).strip()).isEqualTo(token.value()).hasSize(48);
        assertThat(OperationsToken.in(home).value()).isEqualTo(token.value());
        try (var files = Files.list(home)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(OperationsToken.in(file).file()).as("where no folder can be made").isEmpty();
    }

    @Test
    void aFormThatThePageDidNotMakeIsRefused() throws Exception {
        open();
        FailedRecord record = fail(LEAD);
        assertThat(post("/failed/" + record.id() + "/discard", Map.of()).statusCode()).isEqualTo(403);
        assertThat(post("/failed/" + record.id() + "/discard", Map.of("form", token.session())).statusCode()).isEqualTo(403);
        assertThat(get("/failed/" + record.id() + "/discard").statusCode()).isEqualTo(405);
        assertThat(listed()).hasSize(1);
    }

    @Test
    void theOverviewShowsConnectionsFailuresAndTheLastRecords() throws Exception {
        open();
        context.createProducerTemplate().requestBody("direct:wlcro-create-lead", LEAD);
        fail(Map.of("first_name", "Bob", "last_name", "Lee", "email", "bob@example.com"));

        await().untilAsserted(() -> assertThat(get("/live").body()).contains("default", "CLOSED", "<meter min=\"0\" max=\"100\"",
                "1 failed", "0 of unknown outcome", "create-lead", "InvalidRequest", "Last hour, by minute: 1 done, 1 failed", "<svg role=\"img\"")
                .doesNotContain("Bob", "ann@example.com"));
        assertThat(get("/").body()).contains("hx-get=\"/live\"");
        assertThat(get("/?live=off").body()).doesNotContain("hx-get");
    }

    @Test
    void valuesAreMaskedUntilSomebodyAsksForThemWhichIsLogged() throws Exception {
        open();
        FailedRecord record = fail(LEAD);

        String masked = get("/failed/" + record.id()).body();
        assertThat(masked).contains("first_name", "••••••", "given up by the scenario").doesNotContain("Ann", "Private", "web_1");
        assertThat(log.list).isEmpty();

        String shown = post("/failed/" + record.id() + "/show", form()).body();
        assertThat(shown).contains("value=\"Ann &lt;b&gt;\"", "value=\"Private\"").doesNotContain("<b>");
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("The values of the failed record " + record.id() + " were shown on the operations page");
    }

    @Test
    void aRecordIsEditedAndSentAgainAsTheSameRecord() throws Exception {
        open();
        FailedRecord record = fail(LEAD);

        assertThat(post("/failed/" + record.id() + "/edit", Map.of("form", token.form(), "field.first_name", "Anna",
                "field.last_name", "Private", "field.email", "anna@example.com", "field.external_id", "web_1", "new.name", "city",
                "new.value", "Rome")).body()).contains("Sent again, and done.");

        assertThat(listed()).isEmpty();
        assertThat(state(record)).isEqualTo(EntryState.DONE);
        assertThat(sandbox.requests()).last().extracting(each -> each.body()).asString()
                .contains("\"first_name\":\"Anna\"", "\"city\":\"Rome\"", "\"external_id\":\"web_1\"");
    }

    @Test
    void whatIsNotValidIsNotStoredAndTheFormKeepsIt() throws Exception {
        open();
        FailedRecord record = fail(LEAD);

        String again = post("/failed/" + record.id() + "/edit",
                Map.of("form", token.form(), "field.first_name", "Anna", "field.email", "")).body();
        assertThat(again).contains("email is required", "value=\"Anna\"");
        assertThat(listed()).hasSize(1);
        assertThat(post("/failed/" + record.id() + "/show", form()).body()).contains("value=\"Ann &lt;b&gt;\"");
    }

    @Test
    void aRecordIsSentAgainUnchangedOrDiscarded() throws Exception {
        open();
        FailedRecord record = fail(LEAD);
        sandbox.script(ScriptedAnswer.of(422, "{\"message\":\"still not\"}"));
        assertThat(post("/failed/" + record.id() + "/retry", form()).body()).contains("failed again", "still not");
        assertThat(post("/failed/" + record.id() + "/retry", form()).body()).contains("Sent again, and done.");

        FailedRecord other = fail(Map.of("first_name", "Bob", "last_name", "Lee", "email", "bob@example.com"));
        assertThat(post("/failed/" + other.id() + "/discard", form()).body()).contains("Discarded.");
        assertThat(listed()).isEmpty();
    }

    @Test
    void theListIsFilteredAndSearchedAndSentAgainAsAWhole() throws Exception {
        open();
        FailedRecord ann = fail(LEAD);
        FailedRecord bob = fail(Map.of("first_name", "Bob", "last_name", "Lee", "email", "bob@example.com", "external_id", "web_2"));
        assertThat(get("/failed").body()).contains("/failed/" + ann.id(), "/failed/" + bob.id(), "Send all 2 again", "about 1 min")
                .doesNotContain("web_2");
        assertThat(get("/failed?search=web_2").body()).contains("/failed/" + bob.id()).doesNotContain("/failed/" + ann.id() + "\"");
        assertThat(get("/failed?search=" + ann.id()).body()).contains("/failed/" + ann.id()).doesNotContain("/failed/" + bob.id() + "\"");
        assertThat(get("/failed?action=update-lead").body()).contains("There is no such record");
        assertThat(get("/failed?reason=%3Cscript%3E").body()).contains("&lt;script&gt;").doesNotContain("<script>");
        assertThat(get("/failed/9-9").body()).contains("No such entry");

        assertThat(post("/failed/retry", form()).body()).contains("2 records are being sent again");
        await().untilAsserted(() -> assertThat(get("/live").body()).contains("Sent again: 2 of 2 done"));
        assertThat(listed()).isEmpty();
    }

    @Test
    void theLibraryOfThePageIsThere() throws Exception {
        assertThat(get("/page/htmx.js").body()).contains("htmx");
        assertThat(get("/page/page.css").body()).contains("prefers-color-scheme: dark");
    }
}
