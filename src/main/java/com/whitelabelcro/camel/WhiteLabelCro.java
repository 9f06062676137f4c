package com.whitelabelcro.camel;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.event.WlcroEventListener;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.QueueLength;
import com.whitelabelcro.camel.ratelimit.ConnectionSnapshot;
import com.whitelabelcro.camel.setup.ContextSettings;
import com.whitelabelcro.camel.setup.RoutePackInstaller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;

/**
 * Installs the route pack: {@code context.addRoutes(new WhiteLabelCro())}.
 *
 * <p>The nine actions are then endpoints of the context: {@code direct:wlcro-create-lead} and the others. The context's
 * own components, error handlers and properties are not changed. Use one instance per context.
 */
public final class WhiteLabelCro extends RouteBuilder {

    private final Settings given;
    private final List<WlcroEventListener> listeners = new ArrayList<>();
    private final Map<String, String> replyTargets = new HashMap<>();
    private DataSource database;
    private RoutePackInstaller pack;

    /**
     * Reads the settings from the context's properties ({@code wlcro.*}), the environment and the system properties.
     */
    public WhiteLabelCro() {
        this(null);
    }

    /** Uses these settings. */
    public WhiteLabelCro(Settings settings) {
        this.given = settings;
    }

    /**
     * Stores the ledger in a database of the host, PostgreSQL or SQLite, in tables whose names begin with
     * {@code wlcro_}.
     *
     * @return this
     */
    public WhiteLabelCro ledger(DataSource hosts) {
        database = hosts;
        return this;
    }

    /**
     * Adds a listener for events: attempts and how records end, changes of a connection's state, failures of the ledger.
     * Beans of this type in the registry of the context are notified too.
     *
     * @return this
     */
    public WhiteLabelCro onEvent(WlcroEventListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Registers a target for the outcomes of records that are sent later, in addition to those of the properties
     * {@code wlcro.reply-to.NAME}.
     *
     * @param name the name that callers put into the header {@code WlcroReplyTo}
     * @param uri the endpoint that is called
     * @return this
     */
    public WhiteLabelCro replyTo(String name, String uri) {
        replyTargets.put(name, uri);
        return this;
    }

    @Override
    public void configure() throws Exception {
        Settings settings = given == null ? ContextSettings.of(getContext()) : given;
        for (Map.Entry<String, String> target : replyTargets.entrySet()) {
            settings = settings.withReplyTarget(target.getKey(), target.getValue());
        }
        pack = new RoutePackInstaller(settings, database, listeners);
        pack.addTo(getContext());
    }

    /** The actions, in the order of their routes. Available after the pack was added to a context. */
    public List<Action> actions() {
        return pack.actions();
    }

    /** The ledger. Available after the pack was added to a context. */
    public Ledger ledger() {
        return pack.ledger();
    }

    /**
     * The current state of a connection: its permits, the waiting records, and its circuit breaker. Cheap enough for each
     * scrape of a metric. Available after the pack was added to a context.
     *
     * @throws ConfigurationException if there is no connection with this name
     */
    public ConnectionSnapshot state(String connection) {
        return pack.view().state(connection);
    }

    /** The current state of each connection, by name. Available after the pack was added to a context. */
    public Map<String, ConnectionSnapshot> states() {
        return pack.view().states();
    }

    /**
     * How many records wait to be sent later, and since when, for each connection that has any. Available after the pack was
     * added to a context.
     */
    public CompletionStage<List<QueueLength>> queue() {
        return pack.ledger().queue().lengths();
    }

    /**
     * Stops the ledger and the threads that a context with a failed start leaves running: Camel's {@code stop()} does
     * nothing for such a context. A context that has started stops them itself and needs no call of this method.
     */
    public void release() {
        if (pack != null) {
            pack.release();
        }
    }
}
