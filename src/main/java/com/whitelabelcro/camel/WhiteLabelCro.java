package com.whitelabelcro.camel;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.event.WlcroEventListener;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ratelimit.ConnectionSnapshot;
import com.whitelabelcro.camel.setup.ContextSettings;
import com.whitelabelcro.camel.setup.RoutePackInstaller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;

/**
 * The route pack in one line: {@code context.addRoutes(new WhiteLabelCro())}.
 *
 * <p>After that the nine actions are endpoints of the context: {@code direct:wlcro-create-lead} and the others. The
 * context's own components, error handlers and properties stay as they are.
 */
public final class WhiteLabelCro extends RouteBuilder {

    private final Settings given;
    private final List<WlcroEventListener> listeners = new ArrayList<>();
    private DataSource database;
    private RoutePackInstaller pack;

    /** Takes its settings from the context's properties ({@code wlcro.*}), the environment and the system properties. */
    public WhiteLabelCro() {
        this(null);
    }

    /** Takes these settings. */
    public WhiteLabelCro(Settings settings) {
        this.given = settings;
    }

    /** Keeps the ledger in a database of the host's own, PostgreSQL or SQLite, in tables that begin with {@code wlcro_}. */
    public WhiteLabelCro ledger(DataSource hosts) {
        database = hosts;
        return this;
    }

    /**
     * Tells the listener what happens: attempts and how records end, changes of a connection's state, trouble with the
     * ledger. Beans of this type in the registry of the context hear of it too.
     */
    public WhiteLabelCro onEvent(WlcroEventListener listener) {
        listeners.add(listener);
        return this;
    }

    @Override
    public void configure() throws Exception {
        pack = new RoutePackInstaller(given == null ? ContextSettings.of(getContext()) : given, database, listeners);
        pack.addTo(getContext());
    }

    /** The actions, in the order of their routes; only after it was added to a context. */
    public List<Action> actions() {
        return pack.actions();
    }

    /** What was sent and what came of it; only after it was added to a context. */
    public Ledger ledger() {
        return pack.ledger();
    }

    /**
     * The state of a connection at this moment: its permits, the records that wait, and its circuit. Cheap enough to be read
     * for each scrape of a metric. Only after it was added to a context.
     *
     * @throws ConfigurationException if there is no connection with this name
     */
    public ConnectionSnapshot state(String connection) {
        return pack.state(connection);
    }

    /** The state of each connection at this moment, by its name; only after it was added to a context. */
    public Map<String, ConnectionSnapshot> states() {
        return pack.states();
    }

    /**
     * Ends what a context that failed to start leaves running, the ledger and its threads: Camel's {@code stop()} does
     * nothing for such a one. A context that did start ends it when it stops, and needs no call of this.
     */
    public void release() {
        if (pack != null) {
            pack.release();
        }
    }
}
