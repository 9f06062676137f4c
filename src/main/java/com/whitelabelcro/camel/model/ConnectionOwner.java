package com.whitelabelcro.camel.model;

/**
 * Whose a connection is at the moment.
 *
 * @param key its present API key, as a hash; permits belong to it
 * @param account the account whose records it sends
 */
public record ConnectionOwner(KeyId key, AccountId account) {}
