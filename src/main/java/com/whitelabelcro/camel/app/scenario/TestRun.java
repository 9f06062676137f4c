package com.whitelabelcro.camel.app.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.app.scenario.Doubles.Entrance;
import com.whitelabelcro.camel.app.scenario.TestCase.Input;
import com.whitelabelcro.camel.connection.ConfigurationException;
import com.whitelabelcro.camel.sandbox.RateLimit;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/** Runs one test in a context, with a sandbox, a ledger and a directory of its own. */
final class TestRun {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DIRECTORY = "test.directory";
    private static final int SHUTDOWN_SECONDS = 2;

    private final Configuration base;
    private final TestCase test;

    TestRun(Configuration base, TestCase test) {
        this.base = base;
        this.test = test;
    }

    /** Runs it. What is wrong with the scenario, or with the test's names for it, is a failure of the test. */
    TestResult run() throws Exception {
        Path directory = Files.createTempDirectory("wlcro-test").toRealPath();
        Configuration configuration = base.copy().without("camel.server.").without("camel.management.")
                .with(DIRECTORY, directory.toString());
        RateLimit limit = test.sandbox().rateLimit();
        configuration.with("wlcro.limit", String.valueOf(limit.limit()))
                .with("wlcro.period", limit.period().toMillis() + "ms");
        test.properties().forEach(configuration::with);
        SandboxConfig config = test.sandbox().with(each -> {
            each.keepBodies(true);
            if (!test.ownKeys()) {
                each.keys(configuration.sandboxKeys());
            }
        });
        try (Sandbox sandbox = Sandbox.start(config)) {
            configuration.onSandbox(sandbox.baseUrl());
            List<String> problems = new ArrayList<>();
            try {
                run(configuration, sandbox, directory, problems);
            } catch (ConfigurationException e) {
                problems.add(e.getMessage());
            }
            return new TestResult(test, problems, sandbox.requests());
        } finally {
            delete(directory);
        }
    }

    private void run(Configuration configuration, Sandbox sandbox, Path directory, List<String> problems)
            throws InterruptedException {
        Wiring wiring = new Wiring(configuration, ScenarioFiles.of(List.of(test.scenario().toString()), configuration), false);
        Doubles doubles = new Doubles(test.mocks());
        Main main = wiring.main(doubles::into);
        main.configure().withShutdownTimeout(SHUTDOWN_SECONDS);
        try {
            start(main, wiring);
            CamelContext context = main.getCamelContext();
            test.inputs().forEach(input -> doubles.entrance(input.to()));
            for (Input input : test.inputs()) {
                put(input, doubles.entrance(input.to()), context.createProducerTemplate()).ifPresent(problems::add);
            }
            Outcome outcome = new Outcome(sandbox, wiring.ledger(), doubles, directory);
            Expectations expectations = new Expectations(test.expect());
            new Quiet(context).await(() -> expectations.unmet(outcome)).forEach(each -> problems.add(each.toString()));
        } finally {
            main.stop();
        }
    }

    private static void start(Main main, Wiring wiring) {
        try {
            main.start();
        } catch (Exception e) {
            throw wiring.told(e);
        }
    }

    private static Optional<String> put(Input input, Entrance entrance, ProducerTemplate template) {
        ExchangePattern pattern = entrance.answered() ? ExchangePattern.InOut : ExchangePattern.InOnly;
        Exchange exchange = template.send(entrance.uri(), pattern, each -> {
            if (entrance.http()) {
                each.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
            }
            input.headers().forEach((name, value) -> {
                if (entrance.passes(name)) {
                    each.getMessage().setHeader(name, value.plain());
                }
            });
            each.getMessage().setBody(input.body().map(body -> body(body, entrance)).orElse(null));
        });
        Exception failure = exchange.getException();
        if (failure == null && input.fails().isPresent()) {
            Yaml fails = input.fails().get();
            return Optional.of("line " + fails.line() + ": expected that the input fails with " + fails.text()
                    + ", but it does not fail");
        } else if (failure != null) {
            return failed(input, failure);
        }
        return input.result().flatMap(result -> Matching.match(result, Plain.message(exchange), "result"))
                .map(Mismatch::toString);
    }

    /** From outside, from the web or a file, a map comes as text. */
    private static Object body(Yaml body, Entrance entrance) {
        Object plain = body.plain();
        try {
            return entrance.outer() && (plain instanceof Map || plain instanceof List)
                    ? JSON.writeValueAsString(plain) : plain;
        } catch (JsonProcessingException e) {
            throw body.mistake("this cannot be sent as JSON");
        }
    }

    private static Optional<String> failed(Input input, Exception failure) {
        String name = failure.getClass().getSimpleName();
        String message = String.valueOf(failure.getMessage()).replaceAll("\\s*[\\r\\n]+\\s*", " ");
        if (input.fails().isEmpty()) {
            return Optional.of("line " + input.at().line() + ": the input fails with " + name + ": " + message);
        }
        Yaml fails = input.fails().get();
        return fails.text().equals(name) ? Optional.empty() : Optional.of("line " + fails.line()
                + ": expected that the input fails with " + fails.text() + ", but it is " + name + ": " + message);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
