package com.whitelabelcro.camel.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import java.net.CookieManager;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The views and forms of the operations page, as a browser requests them. */
@Timeout(60)
class OperationsPageTest {

    private static final Map<String, Object> LEAD = Map.of("first_name", "Ann <b>", "last_name", "Private", "email", "ann@example.com",
            "external_id", "web_1");

    private final HttpClient browser = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager()).build();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(OperationsPage.class);
    private PageUnderTest page;
    private OperationsToken token;

    @TempDir
    private Path home;

    @BeforeEach
    void start() throws Exception {
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        page = new PageUnderTest(home);
        token = page.token();
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        logger.setLevel(null);
        page.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return browser.send(HttpRequest.newBuilder(page.at(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
        String form = fields.entrySet().stream().map(each -> URLEncoder.encode(each.getKey(), StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
        return browser.send(HttpRequest.newBuilder(page.at(path)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)).build(), BodyHandlers.ofString());
    }

    private Map<String, String> form() {
        return Map.of("form", token.form());
    }

    private void open() throws Exception {
        assertThat(get("/?token=" + token.value()).statusCode()).isEqualTo(303);
    }

    @Test
    void onlyTheTokenOpensThePageAndItIsRemovedFromTheAddress() throws Exception {
        for (String path : List.of("/", "/live", "/failed", "/failed/1-1", "/?token=wrong", "/?token=")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(401);
        }
        HttpResponse<String> opened = get("/?token=" + token.value());
        assertThat(opened.headers().firstValue("Location")).contains("/");
        assertThat(opened.headers().firstValue("Set-Cookie").orElseThrow()).contains("HTTPOnly", "SameSite=Lax")
                .doesNotContain(token.value());
        HttpResponse<String> overview = get("/");
        assertThat(overview.statusCode()).isEqualTo(200);
        assertThat(overview.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'").doesNotContain("unsafe");
        assertThat(overview.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void theTokenIsInAFileReadableByItsOwnerOnlyAndStaysTheSame() throws Exception {
        Path file = token.file().orElseThrow();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(Files.readString(file).strip()).isEqualTo(token.value()).hasSize(48);
        assertThat(OperationsToken.in(home).value()).isEqualTo(token.value());
        try (var files = Files.list(home)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(OperationsToken.in(file).file()).as("where no folder can be created").isEmpty();
    }

    @Test
    void aFormOfAnotherPageIsRefused() throws Exception {
        open();
        FailedRecord record = page.giveUp(LEAD);
        assertThat(post("/failed/" + record.id() + "/discard", Map.of()).statusCode()).isEqualTo(403);
        assertThat(post("/failed/" + record.id() + "/discard", Map.of("form", token.session())).statusCode()).isEqualTo(403);
        assertThat(get("/failed/" + record.id() + "/discard").statusCode()).isEqualTo(405);
        assertThat(page.listed()).hasSize(1);
    }

    @Test
    void theOverviewShowsConnectionsFailuresAndTheLastRecords() throws Exception {
        open();
        page.create(LEAD);
        page.giveUp(Map.of("first_name", "Bob", "last_name", "Lee", "email", "bob@example.com"));

        await().untilAsserted(() -> assertThat(get("/live").body()).contains("default", "works", "<meter min=\"0\" max=\"100\"",
                "1 failed", "0 of unknown outcome", "create-lead", "done", "failed: GivenUp", "Last hour, by minute: 1 done, 1 failed",
                "<svg role=\"img\"")
                .doesNotContain("Bob", "ann@example.com"));
        assertThat(get("/").body()).contains("hx-get=\"/live\"");
        assertThat(get("/?live=off").body()).doesNotContain("hx-get");
    }

    @Test
    void valuesAreMaskedUntilTheyAreRevealedWhichIsLogged() throws Exception {
        open();
        FailedRecord record = page.giveUp(LEAD);

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
        FailedRecord record = page.giveUp(LEAD);

        assertThat(post("/failed/" + record.id() + "/edit", Map.of("form", token.form(), "field.first_name", "Anna",
                "field.last_name", "Private", "field.email", "anna@example.com", "field.external_id", "web_1", "new.name", "city",
                "new.value", "Rome")).body()).contains("Sent again, and done.");

        assertThat(page.listed()).isEmpty();
        assertThat(page.state(record)).isEqualTo(EntryState.DONE);
        assertThat(page.sandbox().requests()).last().extracting(each -> each.body()).asString()
                .contains("\"first_name\":\"Anna\"", "\"city\":\"Rome\"", "\"external_id\":\"web_1\"");
    }

    @Test
    void invalidInputIsNotStoredAndStaysInTheForm() throws Exception {
        open();
        FailedRecord record = page.giveUp(LEAD);

        String again = post("/failed/" + record.id() + "/edit",
                Map.of("form", token.form(), "field.first_name", "Anna", "field.email", "")).body();
        assertThat(again).contains("email is required", "value=\"Anna\"");
        assertThat(again).as("the emptied field stays in the form, with its violation")
                .containsPattern("name=\"field.email\" value=\"\"[^>]* aria-invalid=\"true\">[^/]*is required");
        assertThat(page.listed()).hasSize(1);
        assertThat(post("/failed/" + record.id() + "/show", form()).body()).contains("value=\"Ann &lt;b&gt;\"");
    }

    @Test
    void aRecordIsSentAgainUnchangedOrDiscarded() throws Exception {
        open();
        FailedRecord record = page.giveUp(LEAD);
        page.sandbox().script(ScriptedAnswer.of(422, "{\"message\":\"still not\"}"));
        assertThat(post("/failed/" + record.id() + "/retry", form()).body()).contains("failed again", "still not");
        assertThat(post("/failed/" + record.id() + "/retry", form()).body()).contains("Sent again, and done.");

        FailedRecord other = page.giveUp(Map.of("first_name", "Bob", "last_name", "Lee", "email", "bob@example.com"));
        assertThat(post("/failed/" + other.id() + "/discard", form()).body()).contains("Discarded.");
        assertThat(page.listed()).isEmpty();
    }

    @Test
    void theListIsFilteredSearchedAndSentAgainInBulk() throws Exception {
        open();
        FailedRecord ann = page.giveUp(LEAD);
        FailedRecord bob = page.giveUp(Map.of("first_name", "Bob", "last_name", "Lee", "email", "bob@example.com", "external_id", "web_2"));
        assertThat(get("/failed").body()).contains("/failed/" + ann.id(), "/failed/" + bob.id(), "Send all 2 again", "about 1 min")
                .doesNotContain("web_2");
        assertThat(get("/failed?search=web_2").body()).contains("/failed/" + bob.id()).doesNotContain("/failed/" + ann.id() + "\"");
        page.create(Map.of("first_name", "Cid", "last_name", "Lee", "email", "cid@example.com", "external_id", "web_3"));
        assertThat(get("/failed?search=web_3").body()).contains("create-lead", "done").doesNotContain("/failed/" + bob.id(), "cid@");
        assertThat(get("/failed?search=web_4").body()).contains("There are none");
        assertThat(get("/failed?search=" + ann.id()).body()).contains("/failed/" + ann.id()).doesNotContain("/failed/" + bob.id() + "\"");
        assertThat(get("/failed?action=update-lead").body()).contains("No failed records were found");
        assertThat(get("/failed?reason=%3Cscript%3E").body()).contains("&lt;script&gt;").doesNotContain("<script>");
        HttpResponse<String> unknown = get("/failed/9-9");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("No such entry");

        assertThat(post("/failed/retry", form()).body()).contains("2 records are being sent again");
        await().untilAsserted(() -> assertThat(get("/live").body()).contains("Sent again: 2 of 2 done"));
        assertThat(page.listed()).isEmpty();
    }

    @Test
    void recordsOfAnotherCompanyAreNotSentInBulk() throws Exception {
        open();
        FailedRecord record = page.giveUp(LEAD);
        page.key("wlcro_live_2_other");

        assertThat(get("/failed").body()).contains("/failed/" + record.id()).doesNotContain("Send all");
        assertThat(post("/failed/retry", form()).body()).contains("0 records are being sent again");
    }

    @Test
    void theScriptLibraryOfThePageIsServed() throws Exception {
        assertThat(get("/page/htmx.js").body()).contains("htmx");
        assertThat(get("/page/icon.svg").statusCode()).isEqualTo(200);
        assertThat(get("/page/page.css").body()).contains("prefers-color-scheme: dark");
    }
}
