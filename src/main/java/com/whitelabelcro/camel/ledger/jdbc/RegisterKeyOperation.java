package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.config.CompanyId;
import com.whitelabelcro.camel.ledger.KeyUse;
import com.whitelabelcro.camel.ledger.jdbc.RegisterKeyOperation.Registered;
import com.whitelabelcro.camel.model.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds or creates the account of a connection's key, by the rules of {@link com.whitelabelcro.camel.ledger.AccountRegistry}. */
final class RegisterKeyOperation implements LedgerOperation<Registered> {

    private static final String USED = """
            SELECT a.id, a.company, k.connection FROM wlcro_key k JOIN wlcro_account a ON a.id = k.account
            WHERE\s""";
    private static final String WITH_KEY = USED + "k.key_id = ?";
    private static final String BY_CONNECTION = USED + "k.connection = ? AND k.address = ? ORDER BY k.created DESC";
    private static final String OF_COMPANY =
            "SELECT id, company, '' FROM wlcro_account WHERE address = ? AND company = ? ORDER BY created LIMIT 1";
    private static final String NEW =
            "INSERT INTO wlcro_account (id, address, company, created) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String NAME = "UPDATE wlcro_account SET company = ? WHERE id = ? AND company IS NULL";
    private static final String NOTE = "INSERT INTO wlcro_key (connection, address, key_id, account, created)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

    private final KeyUse use;
    private final boolean noting;

    /** The result. */
    sealed interface Registered {

        /**
         * The account of the key.
         *
         * @param adopted whether it was used with another key before and its company has become known only now
         */
        record KnownKey(AccountId id, boolean adopted) implements Registered {}

        /** The ledger cannot determine the account. */
        record RefusedKey(String why) implements Registered {}
    }

    /** An account, and the name under which it was used. */
    private record Account(AccountId id, Optional<CompanyId> company, String connection) {

        static Account read(ResultSet row) throws SQLException {
            return new Account(AccountId.of(row.getBytes(1)), Optional.ofNullable(row.getString(2)).map(CompanyId::new),
                    row.getString(3));
        }

        boolean isOf(CompanyId other) {
            return company.filter(other::equals).isPresent();
        }
    }

    /** @param noting whether to store the result */
    RegisterKeyOperation(KeyUse use, boolean noting) {
        this.use = use;
        this.noting = noting;
    }

    @Override
    public Registered in(LedgerTransaction tx) throws SQLException {
        if (use.named().isPresent() && use.configured().isPresent() && !use.named().equals(use.configured())) {
            return refused("The key of connection %s is one of company %s, and %s is %s",
                    use.connection(), use.named().get(), use.property(), use.configured().get());
        }
        List<Account> withKey = tx.rows(WITH_KEY, Account::read, use.key().hex());
        if (!withKey.isEmpty()) {
            return known(tx, withKey);
        }
        List<Account> before = tx.rows(BY_CONNECTION, Account::read, use.connection(), use.address());
        return use.company().isPresent() ? ofCompany(tx, use.company().get(), before) : ofNobody(tx, before);
    }

    /** Finds the account of a key that was used before. */
    private Registered known(LedgerTransaction tx, List<Account> withKey) throws SQLException {
        Account account = withKey.get(0);
        if (use.company().isPresent() && account.company().isPresent() && !account.isOf(use.company().get())) {
            return refused("%s is %s, and the ledger knows the key of connection %s as one of company %s",
                    use.property(), use.company().get(), use.connection(), account.company().get());
        } else if (use.company().isPresent() && account.company().isEmpty()) {
            update(tx, NAME, use.company().get().id(), account.id().bytes());
        }
        boolean noted = withKey.stream().anyMatch(each -> each.connection().equals(use.connection()));
        return noted ? new RegisterKeyOperation.Registered.KnownKey(account.id(), false) : note(tx, account.id(), false);
    }

    private Registered ofCompany(LedgerTransaction tx, CompanyId company, List<Account> before) throws SQLException {
        Optional<Account> same = before.stream().filter(each -> each.isOf(company)).findFirst();
        if (same.isPresent()) {
            return note(tx, same.get().id(), false);
        }
        Optional<Account> nameless = before.stream().filter(each -> each.company().isEmpty()).findFirst();
        if (nameless.isPresent() && use.configured().isEmpty()) {
            return refused("The ledger knows connection %s with another key, and not of which company that was. If it was"
                    + " company %s's as well, set %s=%2$s; else use another connection name",
                    use.connection(), company, use.property());
        } else if (nameless.isPresent()) {
            update(tx, NAME, company.id(), nameless.get().id().bytes());
            return note(tx, nameless.get().id(), true);
        }
        Optional<Account> elsewhere = tx.first(OF_COMPANY, Account::read, use.address(), company.id());
        return note(tx, elsewhere.isPresent() ? elsewhere.get().id()
                : create(tx, AccountId.ofCompany(use.address(), company.id()), company), false);
    }

    private Registered ofNobody(LedgerTransaction tx, List<Account> before) throws SQLException {
        if (before.isEmpty()) {
            return note(tx, create(tx, AccountId.ofKey(use.key()), null), false);
        }
        return refused("The ledger knows connection %s with another key%s, and this key does not say whose it is. If it is the"
                + " same company's, set %s=%s; else use another connection name", use.connection(),
                before.get(0).company().map(each -> ", of company " + each).orElse(""), use.property(),
                before.get(0).company().map(CompanyId::id).orElse("ID, the company's id"));
    }

    private AccountId create(LedgerTransaction tx, AccountId id, CompanyId company) throws SQLException {
        update(tx, NEW, id.bytes(), use.address(), company == null ? null : company.id(), tx.now());
        return id;
    }

    private Registered note(LedgerTransaction tx, AccountId account, boolean adopted) throws SQLException {
        update(tx, NOTE, use.connection(), use.address(), use.key().hex(), account.bytes(), tx.now());
        return new RegisterKeyOperation.Registered.KnownKey(account, adopted);
    }

    private void update(LedgerTransaction tx, String sql, Object... values) throws SQLException {
        if (noting) {
            tx.update(sql, values);
        }
    }

    private static Registered refused(String why, Object... values) {
        return new RegisterKeyOperation.Registered.RefusedKey(String.format(Locale.ROOT, why, values));
    }
}
