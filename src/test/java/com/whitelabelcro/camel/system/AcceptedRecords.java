package com.whitelabelcro.camel.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import com.whitelabelcro.camel.sandbox.SandboxStats;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The records whose acceptance was confirmed to a sender, by any process, and the invariants (a) to (d) that they must meet
 * after all runs, checked in the ledger and in the sandbox. Records are identified by their {@code email}. Thread-safe.
 */
final class AcceptedRecords {

    private static final Pattern EMAIL = Pattern.compile("\"email\":\"([^\"]+)\"");

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();

    /** Adds an accepted record; may be called again for the same one. */
    void add(String email) {
        accepted.add(email);
    }

    int size() {
        return accepted.size();
    }

    /** Runs a count query on the ledger. */
    static long count(String ledger, String query) throws SQLException {
        try (var connection = DriverManager.getConnection(ledger); var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The number of records in the queue of the ledger. */
    static long queued(String ledger) throws SQLException {
        return count(ledger, "SELECT COUNT(*) FROM wlcro_queue");
    }

    /** The records of the ledger that were not applied, by state. */
    static Map<String, Set<String>> notDone(String ledger) throws SQLException {
        Map<String, Set<String>> found = new HashMap<>();
        try (var connection = DriverManager.getConnection(ledger); var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT state, body FROM wlcro_entry WHERE body IS NOT NULL")) {
            while (rows.next()) {
                Matcher email = EMAIL.matcher(new String(rows.getBytes(2), StandardCharsets.UTF_8));
                if (email.find()) {
                    found.computeIfAbsent(rows.getString(1), state -> new TreeSet<>()).add(email.group(1));
                }
            }
        }
        return found;
    }

    static List<String> emailsAt(Sandbox sandbox) {
        return sandbox.records().stream().map(SandboxRecord::fields).map(each -> String.valueOf(each.get("email"))).toList();
    }

    /**
     * Checks the invariants when no record is in flight.
     *
     * @param limit the maximum number of requests in any window of the sandbox
     * @param cutOff the maximum number of records in flight when their processes were killed
     * @return the records of unknown outcome
     */
    Set<String> check(String ledger, Sandbox sandbox, int limit, int cutOff) throws SQLException {
        List<String> there = emailsAt(sandbox);
        Map<String, Set<String>> notDone = notDone(ledger);
        Set<String> unknown = notDone.getOrDefault("unknown", Set.of());
        Set<String> failed = notDone.getOrDefault("failed", Set.of());
        assertThat(there).as("no duplicates").doesNotHaveDuplicates();
        assertThat(sandbox.stats().duplicates()).as("no duplicates").isZero();
        Set<String> known = new HashSet<>(there);
        notDone.values().forEach(known::addAll);
        assertThat(missing(known)).as("lost").isEmpty();
        assertThat(notDone.keySet()).as("nothing is in flight").isSubsetOf("unknown", "failed");
        assertThat(failed).as("failed, but applied nevertheless").noneMatch(there::contains);
        theLimitWasKept(sandbox.stats(), limit);
        assertThat((long) unknown.size()).as("an outcome is unknown only if it is uncertain").isLessThanOrEqualTo(uncertain(sandbox.stats()) + cutOff);
        return unknown;
    }

    /** The accepted records that are not among the known ones. */
    Set<String> missing(Set<String> known) {
        return accepted.stream().filter(each -> !known.contains(each)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void theLimitWasKept(SandboxStats stats, int limit) {
        assertThat(stats.perKey()).allSatisfy(each -> {
            assertThat(each.arrivalsInAnyWindow()).isLessThanOrEqualTo(limit);
            assertThat(each.rejected429()).isZero();
        });
    }

    /** The requests whose answer was lost, or that were cut off before: the client cannot distinguish these. */
    private static long uncertain(SandboxStats stats) {
        return stats.answersLost() + stats.faults().getOrDefault(Fault.RESET_BEFORE.json(), 0L);
    }
}
