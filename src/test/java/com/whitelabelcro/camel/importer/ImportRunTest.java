package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.importer.ImportOptions.DoubtfulPolicy;
import com.whitelabelcro.camel.importer.Target.SendResult;
import com.whitelabelcro.camel.tag.Fast;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Fast
@Timeout(60)
class ImportRunTest {

    private static final String HEADER = "first_name,last_name,email,external_id\n";
    private static final SendResult DONE = new SendResult.Succeeded();

    @TempDir
    private Path directory;

    @Test
    void everyRowIsCountedOnceAndFailedRowsCanBeImportedAgain() throws Exception {
        Path file = file("people.csv", HEADER
                + "Ann,A,a@example.com,1\nBen,B,b@example.com,2,more\nCy,C,c@example.com,3\nDi,D,d@example.com,4\n");
        ImportSummary summary = run(file, (body, done) -> done.accept(switch ((String) body.get("external_id")) {
            case "3" -> new SendResult.GivenUp("Conflict", "no \u001b[31m", false, false);
            case "4" -> new SendResult.GivenUp("OutcomeUnknown", "no answer", true, false);
            default -> DONE;
        }));
        assertThat(counts(summary)).isEqualTo("read 4, done 1, failed 1, unknown 1, broken 1, not sent 0");
        assertThat(summary.clean()).isFalse();
        Path failed = summary.failedFile().orElseThrow();
        assertThat(failed).isEqualTo(directory.resolve("people.csv.failed.jsonl"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(failed))).isEqualTo("rw-------");
        String known = "\\Q,\"key\":\"wlcro-person:\\E[0-9a-f]{64}\",\"row\":\"[0-9a-f]{64}\"";
        assertThat(Files.readAllLines(failed).stream().map(line -> line.replaceAll(known, " known"))).containsExactlyInAnyOrder(
                "{\"_failed\":{\"line\":3,\"error\":\"Unreadable\",\"message\":\"has 5 cells, the header has 4\",\"raw\":\"Ben,B,b@example.com,2,more\"}}",
                "{\"first_name\":\"Cy\",\"last_name\":\"C\",\"email\":\"c@example.com\",\"external_id\":\"3\","
                        + "\"_failed\":{\"line\":4,\"error\":\"Conflict\",\"message\":\"no \\u001B[31m\" known}}",
                "{\"first_name\":\"Di\",\"last_name\":\"D\",\"email\":\"d@example.com\",\"external_id\":\"4\","
                        + "\"_failed\":{\"line\":5,\"error\":\"OutcomeUnknown\",\"message\":\"no answer\" known}}");
        assertThat(summary.text(true)).contains("line 3: the row has 5 cells, the header has 4",
                "line 4: Conflict: no \\u001b[31m",
                "4 rows: 1 done, 1 failed, 1 of unknown outcome, 1 unreadable").doesNotContain("\u001b", "Ben");

        FakeTarget again = FakeTarget.accepting(TestActions.CREATE_LEAD);
        ImportSummary second = run(failed, again);
        assertThat(counts(second)).isEqualTo("read 3, done 2, failed 0, unknown 0, broken 1, not sent 0");
        assertThat(again.sent()).extracting(body -> body.get("external_id")).containsExactlyInAnyOrder("3", "4");
        assertThat(again.sent()).noneMatch(body -> body.containsKey("_failed"));
        Path secondFailed = second.failedFile().orElseThrow();
        assertThat(secondFailed).isEqualTo(directory.resolve("people.csv.failed.2.jsonl"));
        assertThat(Files.readString(secondFailed)).contains("has 5 cells, the header has 4", "\"raw\":\"Ben,B,b@example.com,2,more\"");
    }

    @Test
    void aFailedFileOfAnEarlierRunIsNeverChanged() throws Exception {
        Path file = file("people.csv", HEADER + "Ben,B,b,2,more\n");
        Path earlier = Files.writeString(directory.resolve("people.csv.failed.jsonl"), "earlier");
        ImportSummary summary = run(file, FakeTarget.accepting(TestActions.CREATE_LEAD));
        assertThat(summary.failedFile()).contains(directory.resolve("people.csv.failed.2.jsonl"));
        assertThat(earlier).hasContent("earlier");
    }

    @Test
    void withoutFailuresThereIsNoFailedFile() throws Exception {
        ImportSummary summary = run(file("p.csv", HEADER + "Ann,A,a@example.com,1\n"),
                FakeTarget.accepting(TestActions.CREATE_LEAD));
        assertThat(summary.clean()).isTrue();
        assertThat(summary.failedFile()).isEmpty();
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aDryRunChecksAllRowsAndSendsAndWritesNothing() throws Exception {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 30; i++) {
            text.append("Ann,A,").append(i % 10 == 0 ? "a@example.com" : "").append(",1\n");
        }
        FakeTarget target = FakeTarget.accepting(TestActions.CREATE_LEAD);
        ImportSummary summary = importRun(file("p.csv", text + "Ben,B,b,2,more\n"), target, ImportOptions.defaults().asDryRun())
                .run("");
        assertThat(counts(summary)).isEqualTo("read 31, done 3, failed 27, unknown 0, broken 1, not sent 0");
        assertThat(target.sent()).isEmpty();
        assertThat(summary.failedFile()).isEmpty();
        assertThat(summary.problems()).hasSize(20);
        assertThat(summary.text(true)).contains("line 3: email is required", "... and 8 more",
                "3 valid, 27 invalid, 1 unreadable");
    }

    @Test
    void aRefusedKeyStopsTheImportAndUnsentRecordsAreKept() throws Exception {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 1; i <= 100; i++) {
            text.append("Ann,A,a@example.com,").append(i).append('\n');
        }
        Path file = file("p.csv", text.toString());
        FakeTarget target = new FakeTarget(TestActions.CREATE_LEAD, (body, done) ->
                done.accept(body.get("external_id").equals("10") ? new SendResult.NotApplied(new StopReason(StopReason.Cause.KEY_REFUSED, "the key is revoked")) : DONE));
        ImportSummary summary = importRun(file, target, new ImportOptions(1, false, 0)).run("");
        assertThat(summary.read()).isEqualTo(100);
        assertThat(summary.done()).isEqualTo(9);
        assertThat(summary.failed() + summary.unknown() + summary.broken()).isZero();
        assertThat(summary.notSent()).isEqualTo(91);
        assertThat(summary.stopped()).contains(new StopReason(StopReason.Cause.KEY_REFUSED, "the key is revoked"));
        assertThat(target.sent()).hasSize(10);

        FakeTarget rest = FakeTarget.accepting(TestActions.CREATE_LEAD);
        importRun(summary.failedFile().orElseThrow(), rest, new ImportOptions(1, false, 0)).run("");
        importRun(file, rest, new ImportOptions(1, false, summary.resumeAfter().orElseThrow())).run("");
        assertThat(rest.sent()).extracting(body -> Integer.valueOf((String) body.get("external_id")))
                .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(10, 100).boxed().toList());
    }

    @Test
    void aKeyThatIsRefusedAtOnceLeavesOnlyTheMessage() throws Exception {
        Path file = file("p.csv", HEADER + "Ann,A,a@example.com,1\n".repeat(50));
        ImportSummary summary = run(file, (body, done) -> done.accept(new SendResult.NotApplied(new StopReason(StopReason.Cause.KEY_REFUSED, "no such key"))));
        assertThat(counts(summary)).isEqualTo("read 50, done 0, failed 0, unknown 0, broken 0, not sent 50");
        assertThat(summary.failedFile()).isEmpty();
        assertThat(summary.resumeAfter()).isEmpty();
        assertThat(summary.text(true)).contains("Stopped: no such key", "Nothing was sent");
    }

    @Test
    void cancellingEndsAnImportWhosePipeIsSilent() throws Exception {
        CountDownLatch silent = new CountDownLatch(1);
        CountDownLatch first = new CountDownLatch(1);
        InputStream endless = new SequenceInputStream(
                stream(HEADER + "Ann,A,a@example.com,1\n" + "\n".repeat(CharsetDecodingReader.BLOCK)), waitingFor(silent));
        FakeTarget target = new FakeTarget(TestActions.CREATE_LEAD, (body, done) -> {
            done.accept(DONE);
            first.countDown();
        });
        ImportRun run = new ImportRun(RecordReader.open(endless), mapping(), target, ImportOptions.defaults(),
                FailedFile.inDirectory(directory), InstantSource.system());
        Thread canceller = new Thread(() -> {
            awaitUninterrupted(first);
            run.cancel(Duration.ofHours(1));
        });
        canceller.start();
        ImportSummary summary = run.run("");
        silent.countDown();
        canceller.join();
        assertThat(counts(summary)).isEqualTo("read 1, done 1, failed 0, unknown 0, broken 0, not sent 0");
        assertThat(summary.resumeAfter()).hasValue(2);
        assertThat(summary.clean()).isFalse();
    }

    @Test
    void recordsInFlightAtTheTimeoutHaveAnUnknownOutcome() throws Exception {
        CountDownLatch sending = new CountDownLatch(2);
        Path file = file("p.csv", HEADER + "Ann,A,a@example.com,1\nBen,B,b@example.com,2\nAnn,A,c@example.com,1\n");
        FakeTarget target = new FakeTarget(TestActions.CREATE_LEAD, (body, done) -> sending.countDown());
        ImportRun run = importRun(file, target, ImportOptions.defaults());
        Thread canceller = new Thread(() -> {
            awaitUninterrupted(sending);
            run.cancel(Duration.ZERO);
        });
        canceller.start();
        ImportSummary summary = run.run("");
        assertThat(summary.unknown()).isEqualTo(2);
        assertThat(summary.read()).isEqualTo(summary.unknown() + summary.notSent());
        assertThat(Files.readString(summary.failedFile().orElseThrow())).contains("OutcomeUnknown");
    }

    @Test
    void aTargetThatThrowsOrAnswersTwiceIsCountedOnce() throws Exception {
        Path file = file("p.csv", HEADER + "Ann,A,a@example.com,1\nBen,B,b@example.com,2\n");
        ImportSummary summary = run(file, (body, done) -> {
            if (body.get("external_id").equals("1")) {
                done.accept(DONE);
                done.accept(new SendResult.GivenUp("X", "twice", false, false));
            }
            throw new IllegalStateException("marked");
        });
        assertThat(counts(summary)).isEqualTo("read 2, done 1, failed 0, unknown 1, broken 0, not sent 0");
        assertThat(summary.text(true)).contains("IllegalStateException").doesNotContain("marked");
    }

    @Test
    void twoKeysForOneFieldFailTheirRecordOnly() throws Exception {
        Path file = file("p.jsonl", "{\"email\":\"a@x.org\"}\n{\"email\":\"a\",\"E-Mail\":\"b\"}\n"
                + "{\"Email\":\"c@x.org\",\"x\":1}\n");
        FakeTarget target = FakeTarget.accepting(TestActions.CREATE_LEAD);
        ImportSummary summary = run(file, target);
        assertThat(counts(summary)).isEqualTo("read 3, done 2, failed 1, unknown 0, broken 0, not sent 0");
        assertThat(target.sent()).containsExactlyInAnyOrder(Map.of("email", "a@x.org"), Map.of("email", "c@x.org"));
        assertThat(summary.ignored()).containsExactly("x");
        assertThat(Files.readString(summary.failedFile().orElseThrow())).contains("\"E-Mail\":\"b\"");
    }

    @Test
    void aFileThatDoesNotFitIsRefusedBeforeAnythingIsSent() throws Exception {
        FakeTarget target = FakeTarget.accepting(TestActions.CREATE_LEAD);
        Path file = file("p.csv", "first_name,email\nAnn,a@example.com\n");
        assertThatThrownBy(() -> run(file, target)).isInstanceOf(ImportConfigurationException.class)
                .hasMessageStartingWith("create-lead requires last_name");
        assertThat(target.sent()).isEmpty();
    }

    @Test
    void thePlanOfJsonShowsTheFirstRecord() throws Exception {
        ImportRun run = importRun(file("p.jsonl", "{\"First Name\":\"a\"}\n"), FakeTarget.accepting(TestActions.CREATE_LEAD),
                ImportOptions.defaults());
        assertThat(run.plan()).contains("By the keys of the first record", "First Name  ->  first_name")
                .doesNotContain("\"a\"");
        assertThat(run.run("").done()).isEqualTo(1);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static ImportSummary run(Path file, BiConsumer<Map<String, Object>, Consumer<SendResult>> answer)
            throws Exception {
        return run(file, new FakeTarget(TestActions.CREATE_LEAD, answer));
    }

    private static ImportSummary run(Path file, FakeTarget target) throws Exception {
        return importRun(file, target, ImportOptions.defaults()).run("");
    }

    private static ImportRun importRun(Path file, FakeTarget target, ImportOptions options) {
        return new ImportRun(RecordReader.open(file), mapping(), target, options, FailedFile.beside(file),
                InstantSource.system());
    }

    private static Mapping mapping() {
        return Mapping.of(TestActions.CREATE_LEAD, MappingRules.none(), MappingRules.none());
    }

    private static String counts(ImportSummary s) {
        return "read " + s.read() + ", done " + s.done() + ", failed " + s.failed() + ", unknown " + s.unknown()
                + ", broken " + s.broken() + ", not sent " + s.notSent();
    }

    private static InputStream stream(String text) {
        return new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream waitingFor(CountDownLatch latch) {
        return new InputStream() {
            @Override
            public int read() {
                awaitUninterrupted(latch);
                return -1;
            }
        };
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final String DOUBTS = HEADER + "Ann,A,a@example.com,1\nNULL,B,b@example.com,2\nCy,C,c@x.org; c@y.org,3\n"
            + "Di,NULL,d@example.com,4\nEd,E,e@example.com,1\n";

    @Test
    void aDoubtfulValueFailsItsRowAndIsReportedInItsGroup() throws Exception {
        FakeTarget target = FakeTarget.accepting(TestActions.CREATE_LEAD);
        ImportRun run = importRun(file("p.csv", DOUBTS), target, ImportOptions.defaults());
        ImportSummary summary = run.run("");
        assertThat(counts(summary)).isEqualTo("read 5, done 1, failed 4, unknown 0, broken 0, not sent 0");
        assertThat(target.sent()).extracting(body -> body.get("external_id")).containsExactly("1");
        assertThat(run.doubts()).containsExactly(
                "Doubtful values; rows with such a value fail, but for --doubtful send or --doubtful drop:",
                "  first_name is what programs write for a missing value (null): line 3",
                "  email holds several addresses; {COLUMN|part:1} takes the first: line 4",
                "  last_name is what programs write for a missing value (null): line 5",
                "  external_id stands in several rows, which name different people: line 6");
        assertThat(Files.readString(summary.failedFile().orElseThrow())).contains("\"error\":\"Doubtful\"",
                "\"email\":\"c@x.org; c@y.org\"",
                "external_id stands in several rows, which name different people; the first of them is in line 2\"");
        assertThat(summary.text(true)).contains("line 6: Doubtful: external_id", "the first of them is in line 2");
    }

    @Test
    void doubtfulValuesAreSentOrDroppedOnRequestButNeverADoubtfulId() throws Exception {
        FakeTarget sent = FakeTarget.accepting(TestActions.CREATE_LEAD);
        ImportRun run = importRun(file("p.csv", DOUBTS), sent, new ImportOptions(1, false, 0, DoubtfulPolicy.SEND));
        assertThat(counts(run.run(""))).isEqualTo("read 5, done 4, failed 1, unknown 0, broken 0, not sent 0");
        assertThat(sent.sent()).extracting(body -> body.get("first_name")).containsExactly("Ann", "NULL", "Cy", "Di");
        assertThat(run.doubts()).startsWith("Doubtful values, sent as they are:");

        FakeTarget dropped = FakeTarget.accepting(TestActions.CREATE_LEAD);
        importRun(file("p.csv", DOUBTS), dropped, new ImportOptions(1, false, 0, DoubtfulPolicy.DROP)).run("");
        assertThat(dropped.sent().get(1)).doesNotContainKey("first_name").containsEntry("last_name", "B");
        assertThat(dropped.sent().get(2)).doesNotContainKey("email");
        assertThat(dropped.sent()).hasSize(4);
    }

    @Test
    void aTextWithADoubtfulPartIsDoubtful() throws Exception {
        FakeTarget target = FakeTarget.accepting(TestActions.CREATE_LEAD);
        Path file = file("p.csv", "Id,First Name,Last Name,Email\n#REF!,Ann,A,a@example.com\n2,undefined,B,b@example.com\n");
        MappingRules rules = MappingRules.of(List.of(),
                List.of("external_id=x_{Id}", "city=of {First Name}"));
        ImportRun run = new ImportRun(RecordReader.open(file), Mapping.of(TestActions.CREATE_LEAD, rules, MappingRules.none()),
                target, new ImportOptions(1, true, 0, DoubtfulPolicy.SEND), FailedFile.beside(file), InstantSource.system());
        run.run("");
        assertThat(run.doubts()).anyMatch(line -> line.contains("external_id is an error of a spreadsheet"))
                .anyMatch(line -> line.contains("city is what programs write for a missing value (undefined)"));
    }
}
