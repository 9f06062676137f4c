package com.whitelabelcro.camel.pipeline;

import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Presents the ledger's decision to Camel's Idempotent Consumer: a record is new if the decision in {@link LedgerBeginProcessor}
 * was to send it.
 *
 * <p>The ledger decides before the EIP asks, because the EIP blocks a thread and knows nothing of order, of replayed
 * answers, or of records that were in flight when their process died. For the same reason
 * {@link LedgerCompleteProcessor}, not the EIP, stores how the record ended. Confirming and removing keys therefore
 * have no effect here.
 */
final class LedgerRepository extends ServiceSupport implements IdempotentRepository {

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
