package com.whitelabelcro.camel.app.scenario;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;

/**
 * Stands in the place of a row that cannot be read: whoever asks for a column gets the failure, so that it happens in
 * the route, where errors are handled, and the rows after it go on.
 */
final class BrokenRow extends AbstractMap<String, Object> {

    private final UnreadableRow failure;

    BrokenRow(UnreadableRow failure) {
        this.failure = failure;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        throw failure;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return failure.getMessage();
    }
}
