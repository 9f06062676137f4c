package com.whitelabelcro.camel.inbox;

import com.whitelabelcro.camel.app.ActionClient;
import com.whitelabelcro.camel.config.InboxConfig;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.importer.Ticker;
import com.whitelabelcro.camel.inbox.InboxImport.NotNowException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports the files that are moved into the inbox: one at a time for each connection, and at most {@value #AT_ONCE} in total,
 * with the connections taking turns. The folder is checked every second. A file that cannot be imported at present is tried again
 * after {@value #RETRY_SECONDS} s. Several processes may have the same inbox; one of them imports.
 */
public final class Inbox extends ServiceSupport {

    static final int AT_ONCE = 8;
    static final int RETRY_SECONDS = 30;

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(2);
    private static final String LOCK = ".wlcro-inbox.lock";

    private final ExecutorServiceManager pools;
    private final Path directory;
    private final Ticker ticker;
    private final LongSupplier clock;
    private final TellOnce tell = new TellOnce();
    private final InboxScan scan;
    private final RestingFiles resting;
    private final InboxImport imports;
    /** The sequence number of the last import of each connection; negative while it is running. */
    private final Map<String, Long> turns = new HashMap<>();
    private final Map<Path, Long> retries = new HashMap<>();
    private ExecutorService threads;
    private Ticker.Ticking ticking;
    private FileChannel lockFile;
    private FileLock lock;
    private long turn;
    private int running;

    /**
     * @param pools creates the threads of the imports
     * @param client calls the actions
     * @param clock monotonic clock, in nanoseconds
     * @param ticker triggers a check every second
     * @throws ConfigurationException if there is no such folder and it cannot be made
     */
    public Inbox(ExecutorServiceManager pools, InboxConfig config, ActionClient client, LongSupplier clock, Ticker ticker) {
        this.pools = pools;
        this.directory = config.directory();
        this.ticker = ticker;
        this.clock = clock;
        this.scan = new InboxScan(directory, config.ready(), client, tell);
        this.resting = new RestingFiles(config.rest().toNanos(), clock);
        this.imports = new InboxImport(client, tell, InstantSource.system());
    }

    /** @throws ConfigurationException if there is no such folder and it cannot be made */
    public static void mustBeUsable(InboxConfig config) {
        try {
            Files.createDirectories(config.directory());
        } catch (IOException e) {
            throw new ConfigurationException("The inbox " + config.directory() + " is no folder and cannot be made one");
        }
        if (!Files.isWritable(config.directory())) {
            throw new ConfigurationException("No permission to write to the inbox " + config.directory());
        }
    }

    @Override
    protected void doStart() {
        threads = pools.newCachedThreadPool("wlcro-inbox", "wlcro-inbox");
        ticking = ticker.every(LOOK, this::look);
    }

    /** Checks the inbox once. Does not wait for the imports that it starts. */
    private synchronized void look() {
        try {
            if (threads.isShutdown() || !isOurs()) {
                return;
            }
            List<InboxFile> files = scan.files();
            resting.keep(files);
            retries.keySet().removeIf(path -> files.stream().noneMatch(each -> each.path().equals(path)));
            List<InboxFile> rested = files.stream().filter(each -> resting.hasRested(each.path())).toList();
            rested.stream().filter(each -> !isLater(each))
                    .sorted(Comparator.<InboxFile>comparingLong(each -> turns.getOrDefault(each.connection(), 0L))
                            .thenComparing(InboxFile::path))
                    .forEach(this::begin);
        } catch (IOException e) {
            tell.warn(directory.toString(), "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** Whether this process imports the files. It takes over if the process that imported before has died. */
    private boolean isOurs() throws IOException {
        if (lock == null) {
            FileChannel opened = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                lock = opened.tryLock();
            } catch (OverlappingFileLockException e) {
                lock = null;
            }
            if (lock == null) {
                opened.close();
                tell.warn(directory.toString(), "is used by another process; this one takes over when that ends");
                return false;
            }
            lockFile = opened;
            for (Path each : scan.leftOvers()) {
                InboxEnd.remove(each);
            }
        }
        return true;
    }

    private boolean isLater(InboxFile file) {
        Long at = retries.get(file.path());
        return at != null && clock.getAsLong() - at < 0;
    }

    private void begin(InboxFile file) {
        if (running < AT_ONCE && turns.getOrDefault(file.connection(), 0L) >= 0) {
            running++;
            turns.put(file.connection(), -1L);
            threads.execute(() -> run(file));
        }
    }

    private void run(InboxFile file) {
        boolean again = true;
        try {
            LOG.info("Inbox: {}: {}", file.name(), imports.run(file));
            tell.over(file.name());
            again = false;
        } catch (NotNowException e) {
            if (!isStoppingOrStopped()) {
                tell.warn(file.name(), "stays in the inbox and is tried again: " + e.getMessage());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // Its message may quote anything.
            tell.warn(file.name(), "stays in the inbox and is tried again: internal error (" + e.getClass().getName() + ")");
        } finally {
            ended(file, again);
        }
    }

    private synchronized void ended(InboxFile file, boolean again) {
        running--;
        turns.put(file.connection(), ++turn);
        if (again) {
            retries.put(file.path(), clock.getAsLong() + TimeUnit.SECONDS.toNanos(RETRY_SECONDS));
        }
    }

    /** Stops the imports; their files stay in the inbox, and the next start continues them. */
    @Override
    protected void doStop() throws Exception {
        ticking.close();
        synchronized (this) {
            pools.shutdown(threads);
        }
        imports.cancel(STOP);
        threads.awaitTermination(STOP.toSeconds() + 1, TimeUnit.SECONDS);
        synchronized (this) {
            if (lock != null) {
                lockFile.close();
                lock = null;
            }
        }
    }
}
