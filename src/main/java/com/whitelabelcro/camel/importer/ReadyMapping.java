package com.whitelabelcro.camel.importer;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules for the exports of one vendor, and the headers by which they are known.
 *
 * @param name what it is called
 * @param headers columns that stand together in no other vendor's exports; any of these sets will do
 * @param rules the rules
 */
record ReadyMapping(String name, List<Set<String>> headers, MappingRules rules) {

    ReadyMapping {
        headers = List.copyOf(headers);
    }

    /** The one whose header this is: of several, the one that knows most of the columns; letter case counts. */
    static Optional<ReadyMapping> of(Collection<String> columns, List<ReadyMapping> all) {
        ReadyMapping best = null;
        for (ReadyMapping each : all) {
            best = each.known(columns) > (best == null ? 0 : best.known(columns)) ? each : best;
        }
        return Optional.ofNullable(best);
    }

    private int known(Collection<String> columns) {
        return headers.stream().filter(columns::containsAll).mapToInt(Set::size).max().orElse(0);
    }
}
