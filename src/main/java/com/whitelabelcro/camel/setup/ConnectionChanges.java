package com.whitelabelcro.camel.setup;

import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.event.ConnectionChanged;
import com.whitelabelcro.camel.event.ConnectionChanged.Change;
import com.whitelabelcro.camel.event.EventPublisher;
import com.whitelabelcro.camel.ledger.AccountResolver;
import com.whitelabelcro.camel.model.OwnerFailure;
import com.whitelabelcro.camel.ratelimit.PermitQueues;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies changes of connections to the running pack. Records that wait for a removed connection are rejected. A new key is
 * registered with the ledger; then the permit queue may try it at once, even if the previous key was refused.
 */
final class ConnectionChanges implements Consumer<List<ConnectionChanged>> {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionChanges.class);

    private final Settings settings;
    private final AccountResolver accounts;
    private final PermitQueues queues;
    private final EventPublisher events;

    ConnectionChanges(Settings settings, AccountResolver accounts, PermitQueues queues, EventPublisher events) {
        this.settings = settings;
        this.accounts = accounts;
        this.queues = queues;
        this.events = events;
    }

    /** @param changes the changes; they are already in effect in the registry of connections */
    @Override
    public void accept(List<ConnectionChanged> changes) {
        queues.configure();
        for (ConnectionChanged each : changes) {
            events.publish(each);
            if (each.change() == Change.REMOVED) {
                accounts.forget(each.connection());
            } else if (settings.hasConfiguredKeys()) {
                register(each.connection());
            }
        }
    }

    private void register(String connection) {
        accounts.current(connection).whenComplete((owner, problem) -> {
            if (problem == null) {
                queues.of(connection).look();
            } else {
                LOG.warn("Connection {} cannot be used: {}", connection, OwnerFailure.of(problem).reason());
            }
        });
    }
}
