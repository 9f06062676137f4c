package com.whitelabelcro.camel.ledger;

/**
 * How many records ended within a minute, or several.
 *
 * @param minute the first minute, in minutes since 1970
 * @param done records that were applied
 * @param failed all others
 */
public record EndedRecords(long minute, long done, long failed) {}
