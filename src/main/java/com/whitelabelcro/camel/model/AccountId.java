package com.whitelabelcro.camel.model;

import com.whitelabelcro.camel.ledger.AccountRegistry;

/**
 * Whose records they are: a company at one address. What was sent, failed or waits under one account is never taken for
 * another's. The ledger gives it out ({@link AccountRegistry}) and keeps it, whatever becomes known of the account later.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record AccountId(String hex) {

    /** As it is stored. */
    public static AccountId of(byte[] stored) {
        return new AccountId(Sha256.of(stored).hex());
    }

    /** The account of a company. */
    public static AccountId ofCompany(String address, String company) {
        return new AccountId(Sha256.of("account", address, "company", company).hex());
    }

    /** The account of whoever has this key, until the company is known, and after that. */
    public static AccountId ofKey(KeyId key) {
        return new AccountId(Sha256.of("account", key.hex()).hex());
    }

    /** As it is stored: 32 bytes. */
    public byte[] bytes() {
        return new Sha256(hex).bytes();
    }

    /** Enough to tell two apart in a log. */
    @Override
    public String toString() {
        return hex.substring(0, 8);
    }
}
