package com.whitelabelcro.camel.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.app.LedgerClient;
import com.whitelabelcro.camel.app.OwnRecords;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.importer.Printable;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.QueueForecast;
import com.whitelabelcro.camel.ledger.QueueLength;
import com.whitelabelcro.camel.model.KeyId;
import com.whitelabelcro.camel.ratelimit.PermitStore.Standing;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
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
        Configuration configuration = Configuration.ofProcess();
        try (LedgerClient open = new LedgerClient(configuration)) {
            PrintWriter out = spec.commandLine().getOut();
            Settings settings = open.settings();
            OwnRecords own = open.own();
            List<QueueLength> lengths = lengths(open.ledger(), Optional.ofNullable(connection));
            for (QueueLength each : lengths) {
                Optional<Connection> sender = settings.connection(each.line().connection()).filter(known -> own.isOwn(each.line()));
                QueueForecast forecast = sender
                        .map(known -> forecast(each, known, settings, standing(open.ledger(), known, settings)))
                        .orElse(new QueueForecast(each, Optional.empty(), ""));
                out.println(json ? json(forecast) : each.line().connection() + ": " + Printable.of(forecast.text()));
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

    /** The state of the key of a connection, in all processes. */
    static Standing standing(Ledger ledger, Connection connection, Settings settings) {
        KeyId key = KeyId.of(connection, settings.keys().key(connection.name()));
        return LedgerClient.get(ledger.permits().standing(key, connection.limit(), settings.period()));
    }

    static QueueForecast forecast(QueueLength length, Connection connection, Settings settings, Standing standing) {
        return new QueueForecast(length, Optional.of(QueueForecast.eta(length.records(), connection, settings.period(),
                standing.pausedFor())), standing.why());
    }

    private static String json(QueueForecast forecast) {
        ObjectNode json = new ObjectMapper().createObjectNode()
                .put("connection", forecast.length().line().connection())
                .put("queued", forecast.length().records())
                .put("oldest_s", forecast.length().oldest().toSeconds());
        forecast.eta().ifPresent(time -> json.put("eta_s", time.toSeconds()));
        if (!forecast.why().isEmpty()) {
            json.put("waits", forecast.why());
        }
        return json.toString();
    }
}
