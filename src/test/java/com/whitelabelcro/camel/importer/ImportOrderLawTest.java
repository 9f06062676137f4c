package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.importer.Target.SendResult;
import com.whitelabelcro.camel.tag.Fast;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the order of the answers: at most one record of an identity is in flight, and its records are sent in their order. */
@Fast
@Timeout(60)
class ImportOrderLawTest {

    private static final int RECORDS = 5_000;
    private static final int PARALLEL = 8;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void recordsOfOneIdentityKeepTheirOrderAndNeverOverlap(long seed) throws Exception {
        Random random = new Random(seed);
        int identities = 1 + random.nextInt(40);
        StringBuilder text = new StringBuilder("client_id,text\n");
        for (int i = 0; i < RECORDS; i++) {
            text.append(1 + random.nextInt(identities)).append(',').append(i).append('\n');
        }
        Watching watching = new Watching(random);
        ImportSummary summary = new ImportRun(
                RecordReader.open(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8))),
                Mapping.of(TestActions.ADD_NOTE, MappingRules.none(), MappingRules.none()),
                new FakeTarget(TestActions.ADD_NOTE, watching::send), new ImportOptions(PARALLEL, false, 0),
                FailedFile.inDirectory(Path.of("target")), InstantSource.system()).run("");
        watching.threads.shutdown();
        assertThat(summary.done()).isEqualTo(RECORDS);
        assertThat(watching.mistakes).isEmpty();
        assertThat(watching.most).isLessThanOrEqualTo(PARALLEL);
    }

    /** Answers in random order on other threads, and records each violation. */
    private static final class Watching {

        private final ExecutorService threads = Executors.newFixedThreadPool(4);
        private final Random random;
        private final Map<Object, Integer> last = new HashMap<>();
        private final Set<Object> inFlight = new HashSet<>();
        private final List<Runnable> answers = new ArrayList<>();
        private final List<String> mistakes = new ArrayList<>();
        private int most;

        private Watching(Random random) {
            this.random = random;
        }

        private synchronized void send(Map<String, Object> body, Consumer<SendResult> done) {
            Object identity = body.get("client_id");
            int number = Integer.parseInt((String) body.get("text"));
            if (!inFlight.add(identity)) {
                mistakes.add(identity + " overlaps at " + number);
            }
            if (last.getOrDefault(identity, -1) > number) {
                mistakes.add(identity + " out of order at " + number);
            }
            last.put(identity, number);
            most = Math.max(most, inFlight.size());
            answers.add(() -> {
                synchronized (this) {
                    inFlight.remove(identity);
                }
                done.accept(new SendResult.Succeeded());
            });
            threads.execute(this::answerOne);
        }

        private void answerOne() {
            Runnable answer;
            synchronized (this) {
                answer = answers.remove(random.nextInt(answers.size()));
            }
            answer.run();
        }
    }
}
