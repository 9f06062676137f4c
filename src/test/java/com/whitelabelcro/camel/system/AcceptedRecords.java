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
 * The records that somebody was told are accepted, by whichever process, and what must hold of them: the invariants (a) to (d)
 * of all runs, looked up in the ledger and at the sandbox. Records are told apart by their {@code email}. Thread-safe.
 */
final class AcceptedRecords {

    private static final Pattern EMAIL = Pattern.compile("\"email\":\"([^\"]+)\"");

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();

    /** This record was accepted; it may be told again. */
    void add(String email) {
        accepted.add(email);
    }

    int size() {
        return accepted.size();
    }

    /** How many rows of the ledger this query counts. */
    static long count(String ledger, String query) throws SQLException {
        try (var connection = DriverManager.getConnection(ledger); var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** How many records the ledger has in its queue. */
    static long queued(String ledger) throws SQLException {
        return count(ledger, "SELECT COUNT(*) FROM wlcro_queue");
    }

    /** The records of the ledger that have not been done, by their state. */
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
     * Looks at all of it when nothing is under way any more.
     *
     * @param limit how many requests any window of the sandbox may count
     * @param cutOff how many records may have been in flight when their processes were killed
     * @return the records of unknown outcome
     */
    Set<String> check(String ledger, Sandbox sandbox, int limit, int cutOff) throws SQLException {
        List<String> there = emailsAt(sandbox);
        Map<String, Set<String>> notDone = notDone(ledger);
        Set<String> unknown = notDone.getOrDefault("unknown", Set.of());
        Set<String> failed = notDone.getOrDefault("failed", Set.of());
        assertThat(there).as("nobody is there twice").doesNotHaveDuplicates();
        assertThat(sandbox.stats().duplicates()).as("nobody is there twice").isZero();
        Set<String> known = new HashSet<>(there);
        notDone.values().forEach(known::addAll);
        assertThat(missing(known)).as("lost").isEmpty();
        assertThat(notDone.keySet()).as("nothing is under way").isSubsetOf("unknown", "failed");
        assertThat(failed).as("failed, and there all the same").noneMatch(there::contains);
        theLimitWasKept(sandbox.stats(), limit);
        assertThat((long) unknown.size()).as("unknown is only what is uncertain").isLessThanOrEqualTo(uncertain(sandbox.stats()) + cutOff);
        return unknown;
    }

    /** Those of whom nothing is known. */
    Set<String> missing(Set<String> known) {
        return accepted.stream().filter(each -> !known.contains(each)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void theLimitWasKept(SandboxStats stats, int limit) {
        assertThat(stats.perKey()).allSatisfy(each -> {
            assertThat(each.arrivalsInAnyWindow()).isLessThanOrEqualTo(limit);
            assertThat(each.rejected429()).isZero();
        });
    }

    /** What was lost with its answer, or was cut off before: nobody on this side can tell one from the other. */
    private static long uncertain(SandboxStats stats) {
        return stats.answersLost() + stats.faults().getOrDefault(Fault.RESET_BEFORE.json(), 0L);
    }
}
