package com.whitelabelcro.camel.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.app.LedgerClient;
import com.whitelabelcro.camel.app.OwnRecords;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.QueueLength;
import com.whitelabelcro.camel.ledger.QueueLine;
import com.whitelabelcro.camel.pipeline.QueuedAnswer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "queue",
        description = "Show the records that were accepted and are sent later: how many wait for each connection, how long the"
                + " oldest has waited, and about when all are sent.",
        footerHeading = "%nExamples:%n",
        footer = {"  wlcro queue", "  wlcro queue --json"})
final class QueueCommand implements Callable<Integer> {

    @Option(names = "--connection", paramLabel = "NAME", description = "Only this connection.")
    private String connection;

    @Option(names = "--json", description = "One JSON object per line, one for each connection.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Configuration configuration = Configuration.load(Path.of(""), System.getenv(), System.getProperties());
        try (LedgerClient open = new LedgerClient(configuration)) {
            PrintWriter out = spec.commandLine().getOut();
            Settings settings = open.settings();
            OwnRecords own = open.own();
            List<QueueLength> lengths = lengths(open.ledger(), Optional.ofNullable(connection));
            for (QueueLength each : lengths) {
                Optional<Duration> eta = settings.connection(each.line().connection())
                        .filter(known -> own.isOwn(each.line())).map(known -> eta(each, known, settings));
                out.println(json ? json(each, eta) : each.line().connection() + ": " + text(each, eta));
            }
            if (lengths.isEmpty() && !json) {
                out.println("The queue is empty");
            }
            return 0;
        }
    }

    /** The lengths of the lines of a connection, or of all, by connection. */
    static List<QueueLength> lengths(Ledger ledger, Optional<String> connection) {
        return LedgerClient.get(ledger.queue().lengths()).stream()
                .filter(each -> connection.isEmpty() || connection.get().equals(each.line().connection()))
                .sorted(Comparator.comparing((QueueLength each) -> each.line().connection())
                        .thenComparing(each -> each.line().account().hex())).toList();
    }

    static Duration eta(QueueLength length, Connection connection, Settings settings) {
        return QueuedAnswer.eta(length.records(), connection, settings.period());
    }

    /** @param eta empty if the present connections cannot send the records */
    static String text(QueueLength length, Optional<Duration> eta) {
        return String.format(Locale.ROOT, "%,d queued, the oldest for %,d s, %s", length.records(), length.oldest().toSeconds(),
                eta.map(time -> String.format(Locale.ROOT, "all sent in about %,d s", time.toSeconds()))
                        .orElse(length.line().equals(QueueLine.SCENARIOS) ? "called by processes that have their routes"
                                : "kept until a connection has the key of their company"));
    }

    private static String json(QueueLength length, Optional<Duration> eta) {
        ObjectNode json = new ObjectMapper().createObjectNode()
                .put("connection", length.line().connection())
                .put("queued", length.records())
                .put("oldest_s", length.oldest().toSeconds());
        eta.ifPresent(time -> json.put("eta_s", time.toSeconds()));
        return json.toString();
    }
}
