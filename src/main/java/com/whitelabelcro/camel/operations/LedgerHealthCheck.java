package com.whitelabelcro.camel.operations;

import com.whitelabelcro.camel.model.LedgerException;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;

/** DOWN only while the ledger cannot be written: nothing is sent then, because nothing that is sent would be remembered. */
final class LedgerHealthCheck extends PackHealthCheck {

    private final PackMonitor monitor;

    LedgerHealthCheck(PackMonitor monitor) {
        super("wlcro-ledger");
        this.monitor = monitor;
    }

    @Override
    void report(HealthCheckResultBuilder result) {
        Optional<LedgerException> failure = monitor.ledgerFailure();
        result.detail("ledger", monitor.getLedger()).state(failure.isEmpty() ? State.UP : State.DOWN);
        failure.ifPresent(each -> result.message(each.getMessage()).detail("reason", each.getMessage()));
    }
}
