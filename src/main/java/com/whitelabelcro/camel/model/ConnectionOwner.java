package com.whitelabelcro.camel.model;

/**
 * The current owner of a connection.
 *
 * @param key the id of its current API key; permits belong to the key
 * @param account the account whose records it sends
 */
public record ConnectionOwner(KeyId key, AccountId account) {}
