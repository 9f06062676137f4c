package com.whitelabelcro.camel.model;

import com.whitelabelcro.camel.ledger.AccountRegistry;

/**
 * The id of an account: a company at one base URL. Sent, failed and waiting records of one account are never mixed with those of
 * another. {@link com.whitelabelcro.camel.ledger.AccountRegistry} assigns the id and keeps it,
 * even if its company becomes known later.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record AccountId(String hex) {

    /** Restores the id from its stored form. */
    public static AccountId of(byte[] stored) {
        return new AccountId(Sha256.of(stored).hex());
    }

    /** Creates the id for the account of a company. */
    public static AccountId ofCompany(String address, String company) {
        return new AccountId(Sha256.of("account", address, "company", company).hex());
    }

    /**
     * Creates the id for the account of a key whose company is unknown. It stays the same after the company becomes
     * known.
     */
    public static AccountId ofKey(KeyId key) {
        return new AccountId(Sha256.of("account", key.hex()).hex());
    }

    /** The stored form: 32 bytes. */
    public byte[] bytes() {
        return new Sha256(hex).bytes();
    }

    /** A prefix, enough to distinguish two accounts in a log. */
    @Override
    public String toString() {
        return hex.substring(0, 8);
    }
}
