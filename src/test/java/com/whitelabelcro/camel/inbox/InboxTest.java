package com.whitelabelcro.camel.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.whitelabelcro.camel.app.ActionClient;
import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.config.InboxConfig;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Files are moved into the inbox of a running pack. The test controls the clock and the checks of the folder. */
class InboxTest {

    private static final String ACME = "wlcro_live_2_acme";
    private static final String REVOKED = "wlcro_live_3_revoked";
    private static final Sandbox SANDBOX = Sandbox.start(SandboxConfig.of(c -> c.keys(SandboxConfig.DEFAULT_KEY, ACME).limit(10_000)));
    private static final CamelContext CONTEXT = new DefaultCamelContext();
    private static ActionClient client;

    @TempDir
    private Path directory;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Inbox.class);
    private volatile long now;
    private Runnable look;
    private Inbox inbox;

    @BeforeAll
    static void startPack(@TempDir Path home) throws Exception {
        client = new ActionClient(Configuration.load(home, Map.of("WLCRO_BASE_URL", SANDBOX.baseUrl().toString(),
                "WLCRO_API_KEY", SandboxConfig.DEFAULT_KEY, "WLCRO_CONNECTIONS_ACME_API_KEY", ACME, "WLCRO_LIMIT", "10000",
                "WLCRO_CONNECTIONS_SHUT_API_KEY", REVOKED,
                "WLCRO_LEDGER_URL", "jdbc:sqlite:" + home.resolve("ledger.db")), new Properties()));
    }

    @AfterAll
    static void stopPack() {
        client.close();
        CONTEXT.stop();
        SANDBOX.close();
    }

    @BeforeEach
    void begin() {
        SANDBOX.reset(SandboxConfig.of(c -> c.keys(SandboxConfig.DEFAULT_KEY, ACME).limit(10_000)));
        log.start();
        log.list = new CopyOnWriteArrayList<>();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        start(false);
    }

    private void start(boolean ready) {
        inbox = inbox(ready);
        inbox.start();
    }

    private Inbox inbox(boolean ready) {
        InboxConfig config = new InboxConfig(directory, Duration.ofSeconds(5), ready);
        return new Inbox(CONTEXT.getExecutorServiceManager(), config, client, () -> now, (period, task) -> {
            look = task;
            return () -> {};
        });
    }

    @AfterEach
    void end() {
        inbox.stop();
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    private Path put(String name, String... lines) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private static String[] leads(String name, int number) {
        return Stream.concat(Stream.of("External ID,First Name,Last Name,Email"), Stream.iterate(1, i -> i + 1).limit(number)
                .map(i -> name + i + ",Ann,Lee," + name + i + "@example.com")).toArray(String[]::new);
    }

    private void passes(long seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
        look.run();
    }

    /** Checks the folder, and again after the time in which a file must not change. */
    private void rests() {
        passes(0);
        passes(5);
    }

    private void awaitFile(String name) {
        await().until(() -> {
            // The previous import may not have ended completely; then the next check begins this one.
            look.run();
            return Files.exists(directory.resolve(name));
        });
    }

    private JsonNode result(String name) throws IOException {
        return new JsonMapper().readTree(directory.resolve(name).toFile());
    }

    private List<String> names(String folder) throws IOException {
        try (Stream<Path> all = Files.list(directory.resolve(folder))) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private List<String> told() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void aFileIsImportedOnceAndMovedToDoneWithItsResult() throws Exception {
        put("create-lead/leads.csv", leads("a", 3));

        rests();
        awaitFile("create-lead/done/leads.csv");
        await().until(() -> !told().isEmpty());
        rests();

        assertThat(SANDBOX.records()).extracting(SandboxRecord::externalId).containsExactlyInAnyOrder("a1", "a2", "a3");
        assertThat(names("create-lead")).containsExactly("done");
        assertThat(names("create-lead/done")).containsExactly("leads.csv", "leads.csv.result.json");
        JsonNode result = result("create-lead/done/leads.csv.result.json");
        assertThat(result.path("result").asText()).isEqualTo("done");
        assertThat(result.path("connection").asText()).isEqualTo("default");
        assertThat(result.path("applied").asInt()).isEqualTo(3);
        assertThat(result.path("failedRows")).isEmpty();
        assertThat(told()).containsExactly(
                "Inbox: create-lead/leads.csv: 3 rows, 3 applied; see create-lead/done/leads.csv.result.json");
    }

    @Test
    void aFileThatStillGrowsIsLeftAloneHoweverLongItsWriterPauses() throws Exception {
        Path file = put("create-lead/slow.csv", leads("b", 1));

        passes(0);
        passes(4);
        Files.writeString(file, "b2,Ann,Lee,b2@example.com\n", StandardOpenOption.APPEND);
        passes(1);
        passes(4);
        assertThat(SANDBOX.stats().requests()).isZero();
        passes(1);

        awaitFile("create-lead/done/slow.csv");
        assertThat(SANDBOX.records()).extracting(SandboxRecord::externalId).containsExactlyInAnyOrder("b1", "b2");
    }

    @Test
    void failedRowsAreWrittenBesideTheFileAndCanBeImportedUnchanged() throws Exception {
        put("acme/create-lead/leads.csv", "External ID,First Name,Last Name,Email", "c1,Ann,Lee,c1@example.com", "c2,,,");

        rests();
        awaitFile("acme/create-lead/failed/leads.csv");

        await().until(() -> names("acme/create-lead").equals(List.of("failed")));
        assertThat(names("acme/create-lead/failed")).containsExactly(
                "leads.csv", "leads.csv.failed.csv", "leads.csv.failed.jsonl", "leads.csv.result.json");
        JsonNode result = result("acme/create-lead/failed/leads.csv.result.json");
        assertThat(result.path("failedRows")).extracting(JsonNode::asText).containsExactly("leads.csv.failed.csv", "leads.csv.failed.jsonl");
        assertThat(result.path("failed").asInt()).isOne();
        assertThat(result.path("problems").path(0).path("line").asInt()).isEqualTo(3);
        assertThat(SANDBOX.records()).singleElement().satisfies(each -> assertThat(each.key()).as("the key of acme").isEqualTo(2));

        Path mended = directory.resolve("acme/create-lead/failed/leads.csv.failed.csv");
        String text = Files.readString(mended).replaceFirst("c2,,,", "c2,Bob,Lee,c2@example.com");
        put("acme/create-lead/mended.csv", text.strip());
        rests();
        awaitFile("acme/create-lead/done/mended.csv");
        assertThat(SANDBOX.records()).extracting(SandboxRecord::externalId).containsExactly("c1", "c2");
    }

    @Test
    void aFileThatIsNotATableIsMovedToFailedWithTheReason() throws Exception {
        put("create-lead/photo.csv", "\u0000\u0001\u0002 no table");

        rests();
        awaitFile("create-lead/failed/photo.csv");

        JsonNode result = result("create-lead/failed/photo.csv.result.json");
        assertThat(result.path("rows").asInt()).isZero();
        assertThat(result.path("problems").path(0).path("problem").asText()).isNotEmpty();
        assertThat(SANDBOX.stats().requests()).isZero();
    }

    @Test
    void aNameThatIsTakenInDoneIsNotOverwritten() throws Exception {
        put("create-lead/done/leads.csv", "mine");
        put("create-lead/leads.csv", leads("d", 1));
        rests();
        awaitFile("create-lead/done/leads.2.csv");
        await().until(() -> names("create-lead").equals(List.of("done")));
        put("create-lead/leads.csv", leads("e", 1));
        rests();
        awaitFile("create-lead/done/leads.3.csv");

        assertThat(directory.resolve("create-lead/done/leads.csv")).content().isEqualTo("mine\n");
        await().untilAsserted(() -> assertThat(told()).contains(
                "Inbox: create-lead/leads.csv: 1 row, 1 applied; see create-lead/done/leads.2.csv.result.json"));
        assertThat(names("create-lead/done")).containsExactly("leads.2.csv", "leads.2.csv.result.json", "leads.3.csv",
                "leads.3.csv.result.json", "leads.csv");
    }

    @Test
    void aFileWithoutAnActionIsReportedOnceAndTemporaryFilesAreIgnored() throws Exception {
        put("create-leed/a.csv", leads("f", 1));
        put("acme/leads/a.csv", leads("f", 1));
        put("here.csv", leads("f", 1));
        Path elsewhere = put("create-lead/.hidden.csv", leads("f", 1));
        put("create-lead/a.csv.part", leads("f", 1));
        put("create-lead/a.csv.tmp", leads("f", 1));
        put("create-lead/a.csv~", leads("f", 1));
        Files.createSymbolicLink(directory.resolve("create-lead/link.csv"), elsewhere);
        Files.createSymbolicLink(directory.resolve("update-lead"), elsewhere.getParent());

        rests();
        rests();

        assertThat(told()).containsExactlyInAnyOrder(
                "Inbox: create-leed: left alone: there is no action and no connection of this name; did you mean create-lead?",
                "Inbox: acme/leads: left alone: there is no action of this name",
                "Inbox: here.csv: left alone: put it into a folder of the inbox that is named after an action, such as create-lead");
        assertThat(SANDBOX.stats().requests()).isZero();
        assertThat(names("create-lead")).hasSize(5);
    }

    @Test
    void ifReadyFilesAreRequiredAFileWaitsForItsOwn() throws Exception {
        inbox.stop();
        start(true);
        put("create-lead/leads.csv", leads("g", 1));
        rests();
        rests();
        assertThat(SANDBOX.stats().requests()).isZero();

        put("create-lead/leads.csv.ready", "");
        rests();
        awaitFile("create-lead/done/leads.csv");

        assertThat(directory.resolve("create-lead/leads.csv.ready")).doesNotExist();
    }

    @Test
    void aFileThatCannotBeMovedIsReportedOnceAndRetried() throws Exception {
        put("create-lead/done", "a file where the folder should be");
        put("create-lead/leads.csv", leads("h", 2));
        rests();
        await().until(() -> told().size() == 1);
        passes(Inbox.RETRY_SECONDS);
        await().until(() -> Files.exists(directory.resolve("create-lead/.leads.csv.importing/ended.json")));
        assertThat(told()).singleElement().asString().contains("create-lead/leads.csv: stays in the inbox and is tried again");

        Files.delete(directory.resolve("create-lead/done"));
        await().until(() -> {
            passes(Inbox.RETRY_SECONDS);
            return Files.exists(directory.resolve("create-lead/done/leads.csv"));
        });

        assertThat(SANDBOX.stats().requests()).as("it was imported once").isEqualTo(2);
    }

    @Test
    void aRefusedKeyLeavesItsFileInTheInboxAndOtherConnectionsContinue() throws Exception {
        put("shut/create-lead/leads.csv", leads("i", 3));
        put("acme/create-lead/leads.csv", leads("i", 3));

        rests();
        awaitFile("acme/create-lead/done/leads.csv");
        await().until(() -> told().stream().anyMatch(line -> line.contains("shut/create-lead/leads.csv")));
        assertThat(told()).anySatisfy(line -> assertThat(line).contains("the API does not accept the key").doesNotContain(REVOKED));
        assertThat(directory.resolve("shut/create-lead/leads.csv")).exists();

        SANDBOX.configure(SandboxConfig.of(c -> c.keys(SandboxConfig.DEFAULT_KEY, ACME, REVOKED).limit(10_000)));
        assertThat(SANDBOX.records()).hasSize(3);
    }

    @Test
    void oneOfTwoProcessesImportsAndTheOtherTakesOverWhenItEnds() throws Exception {
        passes(0);
        Inbox other = inbox(false);
        other.start();
        put("create-lead/leads.csv", leads("j", 1));
        rests();
        assertThat(told()).singleElement().asString().contains("is used by another process");
        assertThat(SANDBOX.stats().requests()).isZero();

        inbox.stop();
        rests();
        awaitFile("create-lead/done/leads.csv");
        other.stop();
    }
}
