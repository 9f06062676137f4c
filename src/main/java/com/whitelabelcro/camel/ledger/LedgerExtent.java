package com.whitelabelcro.camel.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * What a ledger spans.
 *
 * @param schema the version of its schema
 * @param oldest when the first of what it still knows ended; empty if nothing has
 * @param newest when the last ended
 */
public record LedgerExtent(int schema, Optional<Instant> oldest, Optional<Instant> newest) {}
