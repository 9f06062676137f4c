package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerHome.get;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.once;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.QueuedRecord;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.tag.SystemTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A queue and a history of many records: queries use indexes and do not read all rows. */
@SystemTest
class LongQueueTest {

    private static final int RECORDS = 4_000;

    @Test
    void neitherItsLengthNorItsNextRecordsNeedAScanOrASort() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE); Ledger ledger = home.open()) {
            // Half of them belong to one person, so that only one of these can be sent at a time.
            List<QueuedRecord> records = IntStream.range(0, RECORDS)
                    .mapToObj(i -> QueuedRecord.of(i % 2 == 0 ? record("ann", "a" + i) : once(null, "b" + i))).toList();
            assertThat(get(ledger.queue().accept(records)).isStored()).isTrue();

            assertThat(get(ledger.queue().lengths())).extracting("records").containsExactly((long) RECORDS);
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.file())) {
                assertThat(plan(connection, QueueTable.LENGTHS)).noneMatch(each -> each.startsWith("SCAN q"))
                        .anyMatch(each -> each.contains("wlcro_queue_line"));
                assertThat(plan(connection, QueueTable.NEXT.replace("%s", "?, ?")))
                        .noneMatch(each -> each.startsWith("SCAN") || each.contains("TEMP B-TREE"))
                        .anyMatch(each -> each.contains("wlcro_queue_next"));
            }
        }
    }

    @Test
    void theHistoryNeitherScansNorSortsTheEntries() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE); Ledger ledger = home.open();
                Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.file())) {
            for (String listed : List.of("0", "1")) {
                String index = listed.equals("0") ? "wlcro_entry_settled" : "wlcro_entry_listed";
                assertThat(plan(connection, HistoryTable.LAST.replace("%d", listed)))
                        .containsExactly("SEARCH wlcro_entry USING INDEX " + index + " (ended>?)");
                assertThat(plan(connection, HistoryTable.ENDED.replace("%d", listed)))
                        .containsExactly("SEARCH wlcro_entry USING COVERING INDEX " + index + " (ended>? AND ended<?)");
            }
            assertThat(plan(connection, HistoryTable.IDENTITY))
                    .containsExactly("SEARCH wlcro_entry USING INDEX wlcro_entry_identity (identity=?)");
            assertThat(get(ledger.history().last(1))).isEmpty();
        }
    }

    private static List<String> plan(Connection connection, String sql) throws SQLException {
        List<String> steps = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql); ResultSet row = query.executeQuery()) {
            while (row.next()) {
                steps.add(row.getString("detail"));
            }
        }
        return steps;
    }
}
