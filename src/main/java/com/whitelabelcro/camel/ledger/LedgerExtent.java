package com.whitelabelcro.camel.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * The period that a ledger covers.
 *
 * @param schema the version of its schema
 * @param oldest when the oldest known entry ended; empty if none has ended
 * @param newest when the latest entry ended; empty if none has ended
 */
public record LedgerExtent(int schema, Optional<Instant> oldest, Optional<Instant> newest) {}
