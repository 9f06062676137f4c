package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.ledger.AccountRegistry;
import com.whitelabelcro.camel.ledger.KeyUse;
import com.whitelabelcro.camel.ledger.jdbc.RegisterKeyOperation.Registered;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.LedgerException.Reason;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores the accounts in rows of a table. */
final class AccountTable implements AccountRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(AccountTable.class);

    private final Supplier<GroupCommitWriter> writer;

    /** @param writer provides the writer of the ledger, which changes when the ledger is opened again */
    AccountTable(Supplier<GroupCommitWriter> writer) {
        this.writer = writer;
    }

    @Override
    public CompletionStage<AccountId> accountOf(KeyUse use) {
        return writer.get().submit(new RegisterKeyOperation(use, true)).thenApply(registered -> {
            RegisterKeyOperation.Registered.KnownKey known = known(registered);
            if (known.adopted()) {
                LOG.warn("What connection {} sent with another key before is taken for company {}'s from now on, as {} says",
                        use.connection(), use.company().orElseThrow(), use.property());
            }
            return known.id();
        });
    }

    @Override
    public CompletionStage<AccountId> find(KeyUse use) {
        return writer.get().submit(new RegisterKeyOperation(use, false)).thenApply(registered -> known(registered).id());
    }

    /** @throws LedgerException if the key is refused */
    static RegisterKeyOperation.Registered.KnownKey known(Registered registered) {
        if (registered instanceof RegisterKeyOperation.Registered.RefusedKey refused) {
            throw new LedgerException(Reason.SETTINGS, refused.why());
        }
        return (RegisterKeyOperation.Registered.KnownKey) registered;
    }
}
