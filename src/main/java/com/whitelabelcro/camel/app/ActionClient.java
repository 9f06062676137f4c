package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Suggestions;
import com.whitelabelcro.camel.importer.Ticker;
import com.whitelabelcro.camel.ledger.AccountMark;
import com.whitelabelcro.camel.ledger.KeyUse;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.setup.RoutePackInstaller;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** Calls the actions of a pack: in a Camel context of its own, for the duration of one command, or in one that is running. */
public final class ActionClient implements AutoCloseable {

    private final CamelContext context;
    private final boolean ours;
    private final Settings settings;
    private final RoutePackInstaller pack;
    private final ProducerTemplate template;
    private final Map<Action, AsyncProducer> producers = new ConcurrentHashMap<>();

    /** @throws ConfigurationException if the configuration cannot be used */
    public ActionClient(Configuration configuration) throws Exception {
        context = new DefaultCamelContext();
        ours = true;
        context.disableJMX();
        context.getShutdownStrategy().setTimeout(1);
        context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        context.getPropertiesComponent().setInitialProperties(configuration.others());
        settings = configuration.settings(context);
        // A command for one record does not start to send records that others have queued.
        pack = new RoutePackInstaller(settings, null, List.of()).withoutDispatcher();
        pack.addTo(context);
        context.start();
        template = context.createProducerTemplate();
    }

    /** Uses a running context, which its owner starts and stops. */
    ActionClient(CamelContext context, Settings settings, RoutePackInstaller pack) {
        this.context = context;
        this.ours = false;
        this.settings = settings;
        this.pack = pack;
        this.template = context.createProducerTemplate();
    }

    /**
     * Returns the action with this name.
     *
     * @throws ConfigurationException if there is none; the message suggests the nearest name
     */
    public Action action(String name) {
        List<String> names = pack.actions().stream().map(Action::name).toList();
        return pack.actions().stream().filter(each -> each.name().equals(name)).findFirst()
                .orElseThrow(() -> new ConfigurationException("There is no such action"
                        + Suggestions.hint(name, names) + " (" + String.join(", ", names) + ")"));
    }

    /**
     * Checks that a connection exists.
     *
     * @param connection the connection's name; null for the default one
     * @throws ConfigurationException if it does not exist
     */
    public void mustHave(String connection) {
        Set<String> names = new TreeSet<>(settings.connections().keySet());
        if (!names.contains(connection == null ? Connection.DEFAULT : connection)) {
            String what = connection == null ? "There is no default connection; choose one with --connection"
                    : "There is no such connection" + Suggestions.hint(connection, names);
            throw new ConfigurationException(what + " (" + String.join(", ", names) + ")");
        }
    }

    /** Calls an action and waits until it ends. The returned exchange has the result or the exception. */
    public Exchange call(Action action, Object body, Map<String, Object> headers, Map<String, Object> properties) {
        return template.send("direct:wlcro-" + action.name(), exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            properties.forEach(exchange::setProperty);
        });
    }

    /**
     * Begins a call of an action. No thread waits for its end.
     *
     * @param done is called with the exchange, which has the result or the exception, on any thread, perhaps before this method returns
     */
    public void begin(Action action, Object body, Map<String, Object> headers, Map<String, Object> properties,
            Consumer<Exchange> done) {
        Endpoint endpoint = context.getEndpoint("direct:wlcro-" + action.name());
        Exchange exchange = endpoint.createExchange();
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        properties.forEach(exchange::setProperty);
        producers.computeIfAbsent(action, each -> producer(endpoint)).process(exchange, sync -> done.accept(exchange));
    }

    private static AsyncProducer producer(Endpoint endpoint) {
        try {
            AsyncProducer producer = endpoint.createAsyncProducer();
            producer.start();
            return producer;
        } catch (Exception e) {
            throw new IllegalStateException("An action's endpoint has no producer", e);
        }
    }

    /**
     * The account whose records a connection sends.
     *
     * @throws ConfigurationException if the ledger cannot determine it
     */
    public AccountMark account(Connection connection) {
        KeyUse use = KeyUse.of(connection, settings.keys().key(connection.name()));
        return AccountMark.of(LedgerClient.get(pack.accounts().of(connection)).account(), use.company());
    }

    /** The accounts that the connections belong to now. */
    public OwnRecords own() {
        Map<String, AccountId> accounts = new TreeMap<>();
        settings.connections().forEach((name, connection) ->
                accounts.put(name, LedgerClient.get(pack.accounts().of(connection)).account()));
        return new OwnRecords(accounts, List.of());
    }

    /** Rejects the records that wait for a permit as soon as the ledger is lost, until this is closed. A waiting record does not use the ledger and would not notice. */
    public LedgerWatch watchLedger() {
        return new LedgerWatch(pack.ledger()::failure, why -> pack.turnAway(), Ticker.real());
    }

    public Settings settings() {
        return settings;
    }

    public RoutePackInstaller pack() {
        return pack;
    }

    @Override
    public void close() {
        if (ours) {
            context.stop();
        }
    }
}
