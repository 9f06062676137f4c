package com.whitelabelcro.camel.pipeline;

import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The ledger as the repository of Camel's Idempotent Consumer: a record is new if {@link LedgerBeginProcessor} was told to send it.
 * That the ledger decides before the EIP asks is since the EIP waits on a thread, and knows nothing of order, of answers
 * to be replayed, or of records in flight when their process died; for the same reason it is {@link LedgerCompleteProcessor} that says
 * how the record ended.
 */
public final class LedgerRepository extends ServiceSupport implements IdempotentRepository {

    @Override
    public boolean add(Exchange exchange, String key) {
        return WriteContext.of(exchange).isToBeSent();
    }

    @Override
    public boolean contains(Exchange exchange, String key) {
        return !WriteContext.of(exchange).isToBeSent();
    }

    @Override
    public boolean add(String key) {
        throw new UnsupportedOperationException("The ledger decides by the exchange");
    }

    @Override
    public boolean contains(String key) {
        throw new UnsupportedOperationException("The ledger decides by the exchange");
    }

    @Override
    public boolean remove(String key) {
        return false;
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException("What was sent is not forgotten at once; see wlcro.ledger.retention");
    }
}
