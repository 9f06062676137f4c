package com.whitelabelcro.camel.setup;

import com.whitelabelcro.camel.config.ConnectionsFile;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.event.ConnectionChanged;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the file of connections again when it has changed. A file is used only when two looks in a row found the same content,
 * because it may be half-written. While it cannot be read or is wrong, the connections stay as they are; that is logged once,
 * and tried again every {@value #LOOKS_UNTIL_RETRY} looks, because a vault may be away or a permission missing.
 */
final class ConnectionsWatch {

    static final int LOOKS_UNTIL_RETRY = 10;

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionsWatch.class);

    private final ConnectionsFile file;
    private final Settings settings;
    private final UnaryOperator<String> placeholders;
    private final Executor workers;
    private final Consumer<List<ConnectionChanged>> changed;
    private final AtomicBoolean looking = new AtomicBoolean();
    private Look used;
    private Look last;
    private String told;
    private int rest;

    /**
     * What one look at the file found: its content, or why there is none.
     *
     * @param modified when it was written; whoever touches it has it read again, for instance after a change in a vault
     */
    private record Look(byte[] content, Instant modified, String problem) {

        static Look at(ConnectionsFile file) {
            try {
                return new Look(file.content(), file.modified(), "");
            } catch (ConfigurationException e) {
                return new Look(new byte[0], Instant.EPOCH, e.getMessage());
            }
        }

        boolean isSame(Look other) {
            return other != null && Arrays.equals(content, other.content) && modified.equals(other.modified)
                    && problem.equals(other.problem);
        }
    }

    /**
     * @param placeholders resolves the placeholders in the file
     * @param workers read the file, which may be on a slow disk, and ask vaults
     * @param changed told after the connections have changed
     */
    ConnectionsWatch(ConnectionsFile file, Settings settings, UnaryOperator<String> placeholders, Executor workers,
            Consumer<List<ConnectionChanged>> changed) {
        this.file = file;
        this.settings = settings;
        this.placeholders = placeholders;
        this.workers = workers;
        this.changed = changed;
        if (file.isReadableByOthers()) {
            LOG.warn("The connections file {} can be read by other users of this machine; chmod 600 keeps its keys private", file.path());
        }
    }

    /** To be called every second; returns at once. */
    void look() {
        if (looking.compareAndSet(false, true)) {
            workers.execute(() -> {
                try {
                    read();
                } finally {
                    looking.set(false);
                }
            });
        }
    }

    private void read() {
        Look now = Look.at(file);
        if (!now.isSame(last)) {
            last = now;
            rest = 0;
        } else if (!now.isSame(used) && rest-- <= 0) {
            use(now);
        }
    }

    private void use(Look look) {
        try {
            if (!look.problem().isEmpty()) {
                throw new ConfigurationException(look.problem());
            }
            List<ConnectionChanged> changes = settings.registry().reload(file, look.content(), placeholders);
            if (told != null) {
                LOG.info("The connections file {} can be used again", file.path());
            }
            used = look;
            told = null;
            changed.accept(changes);
        } catch (ConfigurationException e) {
            rest = LOOKS_UNTIL_RETRY;
            if (!e.getMessage().equals(told)) {
                LOG.warn("{}; the connections stay as they are", e.getMessage());
            }
            told = e.getMessage();
        }
    }
}
