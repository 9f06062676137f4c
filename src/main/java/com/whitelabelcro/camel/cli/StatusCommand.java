package com.whitelabelcro.camel.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.app.LedgerClient;
import com.whitelabelcro.camel.app.OwnRecords;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.importer.Printable;
import com.whitelabelcro.camel.importer.Ticker;
import com.whitelabelcro.camel.ledger.EntryCounts;
import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.FailedFilter;
import com.whitelabelcro.camel.ledger.QueueForecast;
import com.whitelabelcro.camel.ledger.QueueLength;
import com.whitelabelcro.camel.ratelimit.PermitStore.Pause;
import com.whitelabelcro.camel.ratelimit.PermitStore.Standing;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        description = "Show the state of each connection across all processes: what waits, how much of the limit is free,"
                + " and what was done today.",
        footerHeading = "%nExamples:%n",
        footer = {"  wlcro status", "  wlcro status --json", "  wlcro status --check"})
final class StatusCommand implements Callable<Integer> {

    private static final Duration INTERVAL = Duration.ofSeconds(2);
    /** Moves the cursor of a terminal to the upper left corner, and clears what is below it. */
    private static final String CLEAR = "\u001b[H\u001b[2J";

    @Option(names = "--json", description = "One JSON object per line, one for each connection.")
    private boolean json;

    @Option(names = "--check", description = "Exit with code 5 if a connection is suspended or has an outage.")
    private boolean check;

    @Option(names = "--watch", description = "Show it again every two seconds, until Ctrl-C.")
    private boolean watch;

    @Spec
    private CommandSpec spec;

    /** The status of one connection. */
    private record Line(Connection connection, Standing standing, EntryCounts today, long listed, long othersToday,
            long othersListed, Optional<QueueForecast> queue, long losing) {

        long inFlight() {
            return Math.min(standing.inFlight(), today.inFlight());
        }

        long waiting() {
            return today.inFlight() - inFlight();
        }

        String state() {
            if (standing.pause() == Pause.NONE) {
                return "ready";
            }
            long seconds = Math.max(1, standing.pausedFor().toSeconds());
            return (standing.pause() == Pause.SUSPENDED ? "suspended for " : "waiting for ") + seconds + " s: " + Printable.of(standing.why());
        }

        /** Whether the list of failed records contains only failures of today. */
        boolean isAllOfToday() {
            return listed == today.listed(EntryState.FAILED) + today.listed(EntryState.UNKNOWN);
        }

        Optional<Long> oldest() {
            return today.oldest().map(each -> Duration.between(each, Instant.now()).toSeconds());
        }
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = Configuration.ofProcess();
        Settings settings = configuration.settings();
        try (LedgerClient open = new LedgerClient(configuration)) {
            boolean unwell = show(open, settings);
            if (watch) {
                Ticker.real().every(INTERVAL, () -> {
                    spec.commandLine().getOut().print(StandardStreams.isTerminal() ? CLEAR : System.lineSeparator());
                    showOrSayWhyNot(open, settings);
                });
                new CountDownLatch(1).await();
            }
            return check && unwell ? Wlcro.UNHEALTHY : 0;
        }
    }

    /** A ledger that cannot be read at the moment may be readable two seconds later. */
    private void showOrSayWhyNot(LedgerClient open, Settings settings) {
        try {
            show(open, settings);
        } catch (ConfigurationException e) {
            spec.commandLine().getOut().println(Printable.of(e.getMessage()));
            spec.commandLine().getOut().flush();
        }
    }

    /** Shows all connections, and returns whether one is suspended or has an outage. */
    private boolean show(LedgerClient open, Settings settings) {
        PrintWriter out = spec.commandLine().getOut();
        OwnRecords own = open.own();
        boolean unwell = false;
        for (String name : new TreeSet<>(settings.connections().keySet())) {
            Line line = line(open, own, settings, settings.connections().get(name));
            out.println(json ? json(line, open.ledger().place()) : text(line));
            unwell |= line.standing().pause() == Pause.SUSPENDED || line.standing().pause() == Pause.OPEN;
        }
        if (!json) {
            out.println("Ledger: " + open.ledger().place());
        }
        out.flush();
        return unwell;
    }

    private static Line line(LedgerClient open, OwnRecords own, Settings settings, Connection connection) {
        ZoneId here = ZoneId.systemDefault();
        Instant midnight = LocalDate.now(here).atStartOfDay(here).toInstant();
        Standing standing = QueueCommand.standing(open.ledger(), connection, settings);
        Optional<String> name = Optional.of(connection.name());
        EntryCounts today = LedgerClient.get(open.ledger().counts(name,
                Optional.ofNullable(own.accounts().get(connection.name())), midnight));
        FailedFilter all = FailedFilter.all().ofConnection(connection.name());
        Optional<QueueLength> queue = QueueCommand.lengths(open.ledger(), name).stream()
                .filter(each -> each.line().account().equals(own.accounts().get(connection.name()))).findFirst();
        return new Line(connection, standing, today, LedgerClient.get(open.ledger().failed().count(own.of(all))),
                LedgerClient.get(open.ledger().counts(name, Optional.empty(), midnight)).ended() - today.ended(),
                own.others(open.ledger(), all), queue.map(each -> QueueCommand.forecast(each, connection, settings, standing)),
                LedgerClient.get(open.ledger().failed().count(own.of(losing(all, settings)))));
    }

    private static FailedFilter losing(FailedFilter all, Settings settings) {
        Instant now = Instant.now();
        return all.since(now.minus(settings.ledger().retention())).before(settings.ledger().losingBodies(now));
    }

    private static String text(Line line) {
        Standing standing = line.standing();
        return String.format(Locale.ROOT, "%s: %s%n  free %d of %d, in flight %d, waiting %d%s%n"
                        + "  today: %d done, %d failed, %d unknown%s%s",
                line.connection().name(), line.state(), Math.max(0, line.connection().limit() - standing.used()),
                line.connection().limit(), line.inFlight(), line.waiting(),
                line.oldest().map(age -> " (the oldest for " + age + " s)").orElse("")
                        + line.queue().map(each -> "\n  " + Printable.of(each.text())).orElse(""),
                line.today().of(EntryState.DONE), line.today().listed(EntryState.FAILED), line.today().listed(EntryState.UNKNOWN),
                (line.isAllOfToday() ? "" : "; with earlier ones, wlcro failed list has " + line.listed())
                        + (line.losing() == 0 ? "" : String.format(Locale.ROOT, "%n  %d failed records lose their fields within a"
                                + " day (wlcro.ledger.retention), and can then not be sent again", line.losing())),
                line.othersToday() + line.othersListed() == 0 ? "" : String.format(Locale.ROOT, "%n  of another company on this"
                        + " connection, not counted: %d today, %d in the list", line.othersToday(), line.othersListed()));
    }

    private static String json(Line line, String ledger) {
        ObjectNode json = new ObjectMapper().createObjectNode()
                .put("connection", line.connection().name())
                .put("state", line.standing().pause() == Pause.NONE ? "ready"
                        : line.standing().pause() == Pause.SUSPENDED ? "suspended" : "waiting")
                .put("why", line.standing().why())
                .put("paused_ms", line.standing().pausedFor().toMillis())
                .put("free", Math.max(0, line.connection().limit() - line.standing().used()))
                .put("limit", line.connection().limit())
                .put("in_flight", line.inFlight())
                .put("waiting", line.waiting())
                .put("done_today", line.today().of(EntryState.DONE))
                .put("failed_today", line.today().listed(EntryState.FAILED))
                .put("unknown_today", line.today().listed(EntryState.UNKNOWN))
                .put("listed", line.listed())
                .put("others_today", line.othersToday())
                .put("others_listed", line.othersListed());
        line.oldest().ifPresent(age -> json.put("oldest_s", age));
        line.queue().ifPresent(queue -> json.put("queued", queue.length().records())
                .put("queued_oldest_s", queue.length().oldest().toSeconds()));
        line.queue().flatMap(QueueForecast::eta).ifPresent(time -> json.put("eta_s", time.toSeconds()));
        return json.put("losing_fields", line.losing()).put("ledger", ledger).toString();
    }
}
