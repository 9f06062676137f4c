package com.whitelabelcro.camel.operations;

import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.ledger.AccountResolver;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.QueueForecast;
import com.whitelabelcro.camel.ledger.QueueLength;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.ratelimit.ConnectionSnapshot;
import com.whitelabelcro.camel.ratelimit.PermitQueues;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The view of an installed pack for monitoring. Thread-safe. */
public final class PackView {

    private final Settings settings;
    private final AccountResolver accounts;
    private final PermitQueues queues;
    private final Ledger ledger;

    public PackView(Settings settings, AccountResolver accounts, PermitQueues queues, Ledger ledger) {
        this.settings = settings;
        this.accounts = accounts;
        this.queues = queues;
        this.ledger = ledger;
    }

    /** The names of the connections. */
    public SortedSet<String> connections() {
        return new TreeSet<>(settings.connections().keySet());
    }

    /** The current state of a connection; empty if there is none with this name. */
    public Optional<ConnectionSnapshot> find(String connection) {
        return settings.connection(connection).map(each -> queues.of(connection).state());
    }

    /**
     * The current state of a connection.
     *
     * @throws ConfigurationException if there is no connection with this name
     */
    public ConnectionSnapshot state(String connection) {
        return find(connection).orElseThrow(() -> new ConfigurationException("There is no connection \"" + connection
                + "\"; there are: " + String.join(", ", settings.connections().keySet())));
    }

    /** The current state of each connection, by name. */
    public Map<String, ConnectionSnapshot> states() {
        Map<String, ConnectionSnapshot> all = new TreeMap<>();
        settings.connections().keySet().forEach(name -> all.put(name, queues.of(name).state()));
        return all;
    }

    /** The queue, line by line, with the expected time until each is empty. */
    public CompletionStage<List<QueueForecast>> queue() {
        return ledger.queue().lengths().thenCompose(lengths -> lengths.isEmpty()
                ? CompletableFuture.completedFuture(List.of()) : accounts.all().thenApply(own -> lengths.stream()
                        .sorted(Comparator.comparing(each -> each.line().connection())).map(each -> forecast(each, own.values())).toList()));
    }

    /** Records of another company wait until its key is configured again; those of a removed connection may wait for another one. */
    private QueueForecast forecast(QueueLength length, Collection<AccountId> own) {
        return settings.connection(length.line().connection()).filter(each -> own.contains(length.line().account())).map(each -> {
            ConnectionSnapshot state = queues.of(each.name()).state();
            return new QueueForecast(length, Optional.of(QueueForecast.eta(length.records(), each, settings.period(),
                    Duration.ofNanos(state.openFor()))), state.why());
        }).orElse(new QueueForecast(length, Optional.empty(), ""));
    }

    /** The ledger. */
    public Ledger ledger() {
        return ledger;
    }
}
