package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.importer.FailedFile;
import com.whitelabelcro.camel.importer.ImportOptions;
import com.whitelabelcro.camel.importer.ImportSummary;
import com.whitelabelcro.camel.importer.Mapping;
import com.whitelabelcro.camel.importer.MappingFile;
import com.whitelabelcro.camel.importer.MappingRules;
import com.whitelabelcro.camel.importer.RecordReader;
import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxStats;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The demonstration: an import against a sandbox that limits the rate, fails and loses answers. */
public final class Demo {

    private static final String CONTACTS = "/wlcro/demo/hubspot-contacts.csv";
    private static final int LIMIT = 100;
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final PrintWriter out;

    public Demo(PrintWriter out) {
        this.out = out;
    }

    /** Runs the demonstration and prints the counts of the import and of the sandbox. */
    public void run() throws Exception {
        SandboxConfig faults = SandboxConfig.of(config -> config.limit(LIMIT).period(PERIOD).seed(1)
                .fault(Fault.STATUS_503, 0.05).fault(Fault.RESET_AFTER, 0.02).fault(Fault.RESET_BEFORE, 0.01));
        out.println("300 contacts of a HubSpot export, three of them broken.");
        out.println("A sandbox of the API: " + LIMIT + " writes per " + PERIOD.toSeconds() + " s (the real one: per"
                + " minute), 5 % answered 503, 2 % of the answers lost after the write, 1 % before.");
        Path contacts = unpack();
        try (Sandbox sandbox = Sandbox.start(faults);
                RecordReader reader = RecordReader.open(contacts);
                ActionClient session = new ActionClient(configuration(sandbox))) {
            Action action = session.action("create-client");
            PackTarget target = new PackTarget(session, action, null, false, true, SentBefore.nothing());
            Mapping mapping = Mapping.of(action, MappingRules.none(), MappingFile.of("hubspot"));
            FileSeries series = new FileSeries(session, action, null, Optional.of(contacts), false);
            ImportSummary summary = new ImportRunner(reader, mapping, target, series, SentBefore.nothing())
                    .run(ImportOptions.defaults(), FailedFile.beside(contacts), out);
            print(summary, sandbox.stats());
        }
    }

    /** The imported file is kept, with the file of failed records beside it, so that people can look at both. */
    private static Path unpack() throws IOException {
        Path file = Files.createTempDirectory("wlcro-demo").resolve("hubspot-contacts.csv");
        try (InputStream contacts = Demo.class.getResourceAsStream(CONTACTS)) {
            Files.copy(contacts, file);
        }
        return file;
    }

    private static Configuration configuration(Sandbox sandbox) {
        return Configuration.load(Path.of("no configuration"), Map.of(), new Properties())
                .with("wlcro.base-url", sandbox.baseUrl().toString())
                .with("wlcro.api-key", SandboxConfig.DEFAULT_KEY)
                .with(LedgerConfig.URL, LedgerConfig.MEMORY_URL)
                .with("wlcro.limit", String.valueOf(LIMIT))
                .with("wlcro.period", PERIOD.toSeconds() + "s");
    }

    private void print(ImportSummary summary, SandboxStats stats) {
        out.println();
        out.println("Counted by the sandbox:");
        line("requests that arrived", stats.requests());
        line("records it holds", stats.created());
        line("records it holds twice", stats.duplicates());
        line("refused for the rate limit (429)", stats.rejected429());
        line("most requests in any " + PERIOD.toSeconds() + " s (limit " + LIMIT + ")", stats.maxInAnyWindow());
        line("faults on the way", stats.faults().values().stream().mapToLong(Number::longValue).sum());
        line("records without an end", summary.read() - summary.done() - summary.failed() - summary.unknown()
                - summary.broken() - summary.notSent());
        out.flush();
    }

    private void line(String what, long count) {
        out.println(String.format(Locale.ROOT, "  %-40s %d", what, count));
    }
}
