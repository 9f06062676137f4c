package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.WriteRequest;
import java.util.Optional;

/** Creates write contexts for tests. */
public final class WriteContexts {

    private WriteContexts() {}

    /** The context of a record that has just been prepared. */
    public static WriteContext of(WriteRequest request, AccountId account) {
        return new WriteContext(request, LedgerRequest.of(request, Optional.of(account), null), account, null, 1, 1);
    }
}
