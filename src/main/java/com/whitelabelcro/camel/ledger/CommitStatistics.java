package com.whitelabelcro.camel.ledger;

/**
 * The transactions that this process has committed since it opened the ledger.
 *
 * @param count how many
 * @param nanos how long the commits took in total, that is, until the data was on disk
 */
public record CommitStatistics(long count, long nanos) {}
