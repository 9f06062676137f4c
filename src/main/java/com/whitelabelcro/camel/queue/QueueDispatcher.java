package com.whitelabelcro.camel.queue;

import com.whitelabelcro.camel.event.ConnectionStateChanged.State;
import com.whitelabelcro.camel.ledger.AccountResolver;
import com.whitelabelcro.camel.ledger.ClaimedRecord;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.QueueLength;
import com.whitelabelcro.camel.ledger.QueueLine;
import com.whitelabelcro.camel.ledger.RecordQueue;
import com.whitelabelcro.camel.ratelimit.ConnectionSnapshot;
import com.whitelabelcro.camel.support.EndpointCaller;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/**
 * Sends queued records. It claims the next ones of each line as long as fewer than {@value #LOOK_AHEAD} of the line are being
 * sent, and calls their actions. A line is checked when records are accepted in this process, when a record has ended, and every
 * second, for records that other processes accepted or whose delay is over.
 *
 * <p>A record is sent only with a connection of its own account: the one that it was accepted for, or another one if the first
 * has got the key of another account. While the circuit of the connection is OPEN or it is suspended, nothing is claimed; then
 * one record is claimed, as the probe.
 *
 * <p>Thread-safe; no thread waits.
 */
public final class QueueDispatcher implements RecordQueue.Listener {

    /** The maximum number of records of a line that are being sent or wait for a permit; as many again may wait for a retry. */
    static final int LOOK_AHEAD = 16;

    private final Supplier<RecordQueue> queue;
    private final AccountResolver accounts;
    private final Function<String, ConnectionSnapshot> states;
    private final Function<QueueLine, Collection<String>> actions;
    private final RecordSender sender;
    private final BooleanSupplier running;
    private final Map<QueueLine, Lane> lanes = new ConcurrentHashMap<>();

    /** Sends a claimed record, and completes when the record has ended, with success or not. */
    @FunctionalInterface
    interface RecordSender {
        CompletionStage<?> send(ClaimedRecord record, String connection);
    }

    /** The state of a line in this process. */
    private static final class Lane {
        private int sending;
        private boolean claiming;
        private boolean again;
    }

    /**
     * @param queue the queue of the ledger
     * @param accounts determines the accounts of the connections
     * @param states the state of a connection
     * @param actions the names of the actions of a line that this process knows
     * @param sender sends a record
     * @param running whether records may be sent now
     */
    QueueDispatcher(Supplier<RecordQueue> queue, AccountResolver accounts, Function<String, ConnectionSnapshot> states,
            Function<QueueLine, Collection<String>> actions, RecordSender sender, BooleanSupplier running) {
        this.queue = queue;
        this.accounts = accounts;
        this.states = states;
        this.actions = actions;
        this.sender = sender;
        this.running = running;
    }

    /**
     * Creates a dispatcher that sends while this context is started.
     *
     * @param tries how often a scenario is called before it is given up
     */
    public static QueueDispatcher of(CamelContext context, EndpointCaller calls, Ledger ledger, AccountResolver accounts,
            Function<String, ConnectionSnapshot> states, Supplier<Collection<String>> actions, int tries) {
        RecordSender records = new ClaimedRecordSender(calls, ledger::queue, accounts, context::isStarted);
        RecordSender scenarios = new ScenarioCaller(context, calls, ledger, tries);
        return new QueueDispatcher(ledger::queue, accounts, states,
                line -> line.equals(QueueLine.SCENARIOS) ? ThenRoutes.actions(context) : actions.get(),
                (record, connection) -> (record.line().equals(QueueLine.SCENARIOS) ? scenarios : records).send(record, connection),
                context::isStarted);
    }

    /** Checks all lines. To be called every second. */
    public void look() {
        if (running.getAsBoolean()) {
            queue.get().lengths().thenAccept(lengths -> lengths.stream().map(QueueLength::line).forEach(this::filled));
        }
    }

    @Override
    public void filled(QueueLine line) {
        Lane lane = lanes.computeIfAbsent(line, each -> new Lane());
        synchronized (lane) {
            lane.again = lane.claiming;
            if (lane.claiming || lane.sending >= 2 * LOOK_AHEAD || !running.getAsBoolean()) {
                return;
            }
            lane.claiming = true;
        }
        claim(line, lane).whenComplete((claimed, problem) -> claimed(line, lane));
    }

    private void claimed(QueueLine line, Lane lane) {
        boolean again;
        synchronized (lane) {
            lane.claiming = false;
            again = lane.again;
            lane.again = false;
        }
        if (again) {
            filled(line);
        }
    }

    private CompletionStage<Void> claim(QueueLine line, Lane lane) {
        try {
            return connectionOf(line).thenCompose(connection -> {
                Collection<String> known = actions.apply(line);
                int most = connection.isEmpty() || known.isEmpty() ? 0 : most(line, lane, connection.get());
                return most <= 0 ? CompletableFuture.completedFuture(null)
                        : queue.get().claim(line, known, most)
                                .thenAccept(claimed -> send(claimed, line, lane, connection.get()));
            });
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The connection that may send the records of a line: the one with its name, otherwise any one with a key of its account. */
    private CompletionStage<Optional<String>> connectionOf(QueueLine line) {
        if (line.equals(QueueLine.SCENARIOS)) {
            return CompletableFuture.completedFuture(Optional.of(line.connection()));
        }
        return accounts.ofName(line.connection()).thenCompose(account -> account.filter(line.account()::equals).isPresent()
                ? CompletableFuture.completedFuture(Optional.of(line.connection()))
                : accounts.all().thenApply(all -> new TreeMap<>(all).entrySet().stream()
                        .filter(each -> each.getValue().equals(line.account())).map(Map.Entry::getKey).findFirst()));
    }

    private int most(QueueLine line, Lane lane, String connection) {
        int sending;
        synchronized (lane) {
            sending = lane.sending;
        }
        if (line.equals(QueueLine.SCENARIOS)) {
            return LOOK_AHEAD - sending;
        }
        ConnectionSnapshot state = states.apply(connection);
        if (state.state() == State.HALF_OPEN || state.state() == State.OPEN || state.state() == State.SUSPENDED) {
            // After the key was replaced, the circuit is HALF_OPEN without a probe: a record must be sent as the probe.
            boolean probed = state.state() == State.HALF_OPEN && state.inFlight() + state.waiting() > 0;
            return state.openFor() > 0 || probed ? 0 : 1 - sending;
        }
        return LOOK_AHEAD + Math.min(LOOK_AHEAD, state.resting()) - sending;
    }

    private void send(List<ClaimedRecord> claimed, QueueLine line, Lane lane, String connection) {
        synchronized (lane) {
            lane.sending += claimed.size();
        }
        for (ClaimedRecord each : claimed) {
            begin(each, connection).whenComplete((ended, problem) -> ended(line, lane));
        }
    }

    private CompletionStage<?> begin(ClaimedRecord record, String connection) {
        try {
            return sender.send(record, connection);
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void ended(QueueLine line, Lane lane) {
        int left;
        synchronized (lane) {
            left = --lane.sending;
        }
        if (left <= LOOK_AHEAD / 2) {
            filled(line);
        }
    }
}
