package com.whitelabelcro.camel.setup;

import com.whitelabelcro.camel.config.PropertiesFile;
import com.whitelabelcro.camel.error.ConfigurationException;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a file again when it has changed. It is used only when two consecutive checks found the same content, because it may be
 * half-written. While it cannot be read or is invalid, the previous content stays in effect; this is logged once, and the file is
 * tried again every {@value #LOOKS_UNTIL_RETRY} checks, because a vault may be unavailable or a permission missing.
 */
final class FileWatch {

    static final int LOOKS_UNTIL_RETRY = 10;

    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

    private final PropertiesFile file;
    private final String what;
    private final Executor workers;
    private final Consumer<byte[]> use;
    private final AtomicBoolean looking = new AtomicBoolean();
    private Look used;
    private Look last;
    private String told;
    private boolean exposed;
    private int rest;

    /**
     * The result of one check: the content of the file, or why there is none.
     *
     * @param modified when it was written; touching the file causes it to be read again, for example after a change in a vault
     */
    private record Look(byte[] content, Instant modified, String problem) {

        static Look at(PropertiesFile file) {
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
     * @param what the kind of content, for messages, such as {@code connections}
     * @param use applies the content of the file; throws a {@link ConfigurationException} if it is invalid
     * @param workers read the file, which may be on a slow disk, and ask vaults
     */
    FileWatch(PropertiesFile file, String what, Consumer<byte[]> use, Executor workers) {
        this.file = file;
        this.what = what;
        this.use = use;
        this.workers = workers;
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
        } else if (now.isSame(used)) {
            isFine();
        } else if (rest-- <= 0) {
            use(now);
        }
    }

    /** The next problem is logged again, even if it is the same one. */
    private void isFine() {
        if (told != null) {
            LOG.info("The {} can be used again", file);
        }
        told = null;
    }

    private void use(Look look) {
        try {
            if (!look.problem().isEmpty()) {
                throw new ConfigurationException(look.problem());
            }
            use.accept(look.content());
            used = look;
            isFine();
            warnIfExposed();
        } catch (ConfigurationException e) {
            rest = LOOKS_UNTIL_RETRY;
            if (!e.getMessage().equals(told)) {
                LOG.warn("{}; the {} stay as they are", e.getMessage(), what);
            }
            told = e.getMessage();
        }
    }

    private void warnIfExposed() {
        boolean before = exposed;
        exposed = file.isReadableByOthers();
        if (exposed && !before) {
            LOG.warn("The {} can be read by other users of this machine; chmod 600 keeps its keys private", file);
        }
    }
}
