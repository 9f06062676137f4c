package com.whitelabelcro.camel.once.sql;

import com.whitelabelcro.camel.once.AccountId;
import com.whitelabelcro.camel.once.AccountRegistry;
import com.whitelabelcro.camel.once.KeyUse;
import com.whitelabelcro.camel.once.LedgerException;
import com.whitelabelcro.camel.once.LedgerException.Reason;
import com.whitelabelcro.camel.once.sql.RegisterKey.Registered;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts as rows. */
final class SqlAccounts implements AccountRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(SqlAccounts.class);

    private final Supplier<Writer> writer;

    /** @param writer of the ledger as it is open at present */
    SqlAccounts(Supplier<Writer> writer) {
        this.writer = writer;
    }

    @Override
    public CompletionStage<AccountId> accountOf(KeyUse use) {
        return writer.get().submit(new RegisterKey(use, true)).thenApply(registered -> {
            Registered.Known known = known(registered);
            if (known.adopted()) {
                LOG.warn("What connection {} sent with another key before is taken for company {}'s from now on, as {} says",
                        use.connection(), use.company().orElseThrow(), use.property());
            }
            return known.id();
        });
    }

    @Override
    public CompletionStage<AccountId> find(KeyUse use) {
        return writer.get().submit(new RegisterKey(use, false)).thenApply(registered -> known(registered).id());
    }

    private static Registered.Known known(Registered registered) {
        if (registered instanceof Registered.Refused refused) {
            throw new LedgerException(Reason.SETTINGS, refused.why());
        }
        return (Registered.Known) registered;
    }
}
