package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.config.LedgerConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns once a day about failed records that are about to lose their bodies; they cannot be sent again afterwards. */
final class ExpiryWarning {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiryWarning.class);
    private static final Duration AGAIN = Duration.ofHours(23);
    private static final String SOON = """
            SELECT COUNT(*), MIN(ended) FROM wlcro_entry WHERE listed = 1 AND ended < ? AND body IS NOT NULL""";

    private final LedgerConfig config;
    private Instant warned = Instant.MIN;

    /** The number of such records, and when the first of them failed. */
    private record Soon(long records, long first) {}

    ExpiryWarning(LedgerConfig config) {
        this.config = config;
    }

    /** Looks for such records. Called about once an hour, before bodies are deleted. */
    CompletionStage<Void> look(GroupCommitWriter writer, Instant now) {
        if (warned.isAfter(now.minus(AGAIN))) {
            return CompletableFuture.completedFuture(null);
        }
        return writer.submitBrief(tx -> tx.first(SOON, row -> new Soon(row.getLong(1), row.getLong(2)),
                config.losingBodies(now).toEpochMilli()).orElseThrow()).thenAccept(soon -> warn(soon, now));
    }

    private void warn(Soon soon, Instant now) {
        if (soon.records() > 0) {
            warned = now;
            LOG.warn("{} failed records lose their fields from {} on (wlcro.ledger.retention) and can then not be sent again; see"
                    + " wlcro failed list", soon.records(), Instant.ofEpochMilli(soon.first()).plus(config.retention()));
        }
    }
}
