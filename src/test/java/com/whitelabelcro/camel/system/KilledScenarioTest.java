package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.app.Child;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped scenarios over a bad network, killed repeatedly: a form whose success was confirmed was processed completely, and one whose
 * success was not confirmed may be sent again without duplicates.
 */
@SystemTest
class KilledScenarioTest {

    private static final Path SCENARIOS = Path.of("routes", "scenarios").toAbsolutePath();
    private static final Pattern LEADS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/leads[a-z-]*");
    private static final int LIMIT = 300;
    /** The maximum number of requests of a process before it is killed. */
    private static final int MOST_REQUESTS = 14;
    private static final int FORMS_A_KILL = 6;
    private static final int ACCEPTED = 202;

    private final Random random = new Random(42);
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory;
    @AutoClose
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(LIMIT).period(Duration.ofSeconds(2)).keepBodies(true)
            .fault(Fault.STATUS_503, 0.05).fault(Fault.RESET_AFTER, 0.05).seed(7)
            .latency(Duration.ofMillis(10)).jitter(Duration.ofMillis(20))));

    /** The number of kills. */
    int kills() {
        return 4;
    }

    private Child start(String... scenarios) throws IOException {
        Files.writeString(directory.resolve("application.properties"),
                "camel.server.port=0\ncalled.rest=200ms\nhubspot.rest=200ms\ncalled.retry=500ms\n");
        List<String> command = new ArrayList<>(List.of("run"));
        Stream.of(scenarios).forEach(each -> command.add(SCENARIOS.resolve(each + ".camel.yaml").toString()));
        Child child = Child.start(directory, Map.of("WLCRO_BASE_URL", sandbox.baseUrl().toString(),
                "WLCRO_API_KEY", SandboxConfig.DEFAULT_KEY, "WLCRO_LIMIT", String.valueOf(LIMIT), "WLCRO_PERIOD", "2s",
                "WLCRO_TIMEOUT", "2s"), List.of(), command.toArray(String[]::new));
        child.says("Ctrl-C ends it");
        assertThat(child.isAlive()).as(child.err()).isTrue();
        return child;
    }

    /** Kills the process at a random moment: after some requests, or when it is idle. */
    private void kill(Child child) throws InterruptedException {
        long until = sandbox.stats().requests() + 1 + random.nextInt(MOST_REQUESTS);
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> sandbox.stats().requests() >= until || !child.isAlive());
        child.kill();
    }

    @Test
    void everyFormThatWasAcceptedBecomesALeadAndANoteAndEveryOtherOneMayBePostedAgain() throws Exception {
        Map<Integer, Integer> heard = new ConcurrentHashMap<>();
        for (int round = 0; round < kills(); round++) {
            int all = (round + 1) * FORMS_A_KILL;
            Set<String> before = byEmail().keySet();
            // Alternately as soon as a form was accepted, and in the middle of the route that is called later.
            BooleanSupplier moment = round % 2 == 0
                    ? () -> IntStream.rangeClosed(all - FORMS_A_KILL + 1, all).anyMatch(form -> heard.getOrDefault(form, 0) == ACCEPTED)
                    : () -> byEmail().values().stream().anyMatch(lead -> lead.notes().isEmpty() && !before.contains(email(lead)));
            try (Child child = start("webhook-to-lead")) {
                IntStream.rangeClosed(all - FORMS_A_KILL + 1, all).forEach(form -> post(child, form, heard));
                await().pollInterval(Duration.ofMillis(1)).until(() -> moment.getAsBoolean() || !child.isAlive());
                child.kill();
                await().until(() -> heard.size() == all);
            }
        }

        assertThat(heard).containsValue(ACCEPTED);
        int all = kills() * FORMS_A_KILL;
        try (Child child = start("webhook-to-lead")) {
            await().untilAsserted(() -> everyAcceptedFormIsWhole(heard));
            IntStream.rangeClosed(1, all).filter(form -> heard.get(form) != ACCEPTED)
                    .forEach(form -> await().until(() -> post(child, form, heard).join() == ACCEPTED));
            await().untilAsserted(() -> everyAcceptedFormIsWhole(heard));
        }
        assertThat(sandbox.records()).hasSize(all).allSatisfy(lead -> assertThat(lead.notes()).hasSize(1));
    }

    /** Every second form has no id. */
    private CompletableFuture<Integer> post(Child child, int form, Map<Integer, Integer> heard) {
        String json = "{" + (form % 2 == 0 ? "\"id\":\"" + form + "\"," : "") + "\"first_name\":\"Ann\",\"last_name\":\"Lee\","
                + "\"email\":\"" + Workplace.email(form) + "\",\"message\":\"Please call " + form + "\"}";
        return client.sendAsync(HttpRequest.newBuilder(URI.create(address(child))).header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)).build(), BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode).exceptionally(killed -> 0)
                .whenComplete((status, none) -> heard.merge(form, status, Math::max));
    }

    private static String address(Child child) {
        try {
            Matcher address = LEADS.matcher(child.out());
            assertThat(address.find()).as(child.out()).isTrue();
            return address.group();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void everyAcceptedFormIsWhole(Map<Integer, Integer> heard) {
        Map<String, SandboxRecord> leads = byEmail();
        new TreeMap<>(heard).forEach((form, status) -> {
            assertThat(status).as("form " + form).isIn(0, ACCEPTED);
            if (status == ACCEPTED) {
                assertThat(leads).containsKey(Workplace.email(form));
                assertThat(leads.get(Workplace.email(form)).notes()).as("notes of form " + form).hasSize(1);
            }
        });
    }

    /** The records by email; fails if there is a duplicate. */
    private Map<String, SandboxRecord> byEmail() {
        Map<String, SandboxRecord> found = new TreeMap<>();
        for (SandboxRecord each : sandbox.records()) {
            assertThat(found.put(email(each), each)).as("a duplicate").isNull();
        }
        return found;
    }

    @Test
    void everyFileIsProcessedCompletelyHoweverOftenTheProcessIsKilled() throws Exception {
        Path called = Files.createDirectories(directory.resolve("inbox/called"));
        Path hubspot = Files.createDirectories(directory.resolve("inbox/hubspot"));
        List<Long> leads = new ArrayList<>();
        for (int i = 1; i <= kills() * 3; i++) {
            leads.add(lead(i));
        }
        int rows = kills() * 5;
        drop(hubspot.resolve("march.csv"), "Record ID - Contact,First Name,Last Name,Email\n" + String.join("", IntStream
                .rangeClosed(1, rows).mapToObj(i -> i + ",Bob,Low,bob" + i + "@example.com\n").toList()));
        for (int round = 0; round < kills(); round++) {
            for (int i = round * 3; i < round * 3 + 3; i++) {
                drop(called.resolve("call" + i + ".json"), "{" + (i % 2 == 0 ? "\"id\":\"c" + i + "\"," : "")
                        + "\"client_id\":" + leads.get(i) + ",\"text\":\"Called back\"}");
            }
            try (Child child = start("when-it-fails", "hubspot-contacts")) {
                kill(child);
            }
        }
        try (Child child = start("when-it-fails", "hubspot-contacts")) {
            await().until(() -> isEmpty(called) && isEmpty(hubspot) && isEmpty(called.resolve("later"))
                    && sandbox.records().size() >= leads.size() + rows);
        }

        Map<String, SandboxRecord> there = byEmail();
        assertThat(there).hasSize(leads.size() + rows);
        for (int i = 1; i <= leads.size(); i++) {
            SandboxRecord lead = there.get(Workplace.email(i));
            assertThat(lead.status()).isEqualTo("Lead - Contacted");
            assertThat(lead.notes()).as("notes of lead " + i).hasSize(1);
        }
        assertThat(directory.resolve("inbox/called/failed")).doesNotExist();
        assertThat(Files.readAllLines(directory.resolve("results/march.results.csv"))).hasSize(rows + 1)
                .noneMatch(line -> line.contains("Unreadable") || line.contains("NoId"));
    }

    private static String email(SandboxRecord person) {
        return String.valueOf(person.fields().get("email"));
    }

    /** Writes the file under another name and renames it, as the documentation advises. */
    private static void drop(Path file, String text) throws IOException {
        Path part = Files.writeString(file.resolveSibling(file.getFileName() + ".part"), text);
        Files.move(part, file);
    }

    private long lead(int number) throws IOException, InterruptedException {
        String json = "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"" + Workplace.email(number) + "\",\"external_id\":\"x_"
                + number + "\"}";
        await().ignoreExceptions().until(() -> client.send(HttpRequest.newBuilder(
                        sandbox.baseUrl().resolve("/api/v1/integrations/leads")).header("Content-Type", "application/json")
                .header("X-Api-Key", SandboxConfig.DEFAULT_KEY).POST(BodyPublishers.ofString(json)).build(),
                BodyHandlers.discarding()).statusCode() == 200);
        return byEmail().get(Workplace.email(number)).id();
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return true;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.noneMatch(Files::isRegularFile);
        }
    }
}
