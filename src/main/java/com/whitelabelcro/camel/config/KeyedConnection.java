package com.whitelabelcro.camel.config;

import com.whitelabelcro.camel.event.ConnectionChanged.Change;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A connection together with its API key, as configured. */
record KeyedConnection(Connection connection, String key) {

    /** What is different in the other one, which has the same name. */
    Set<Change> changesTo(KeyedConnection other) {
        Set<Change> changes = EnumSet.noneOf(Change.class);
        if (!key.equals(other.key)) {
            changes.add(isOfAnotherCompany(other) ? Change.COMPANY_CHANGED : Change.KEY_CHANGED);
        }
        if (!connection.equals(other.connection)) {
            changes.add(Change.SETTINGS_CHANGED);
        }
        return changes;
    }

    /** Whether both name their companies, and these are different ones. */
    private boolean isOfAnotherCompany(KeyedConnection other) {
        return company().isPresent() && other.company().isPresent() && !company().equals(other.company());
    }

    private Optional<CompanyId> company() {
        return connection.company().or(() -> CompanyId.ofKey(key));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return connection.toString();
    }
}
