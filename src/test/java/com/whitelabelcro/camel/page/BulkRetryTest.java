package com.whitelabelcro.camel.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.tag.Fast;
import java.util.List;
import org.junit.jupiter.api.Test;

@Fast
class BulkRetryTest {

    private static final List<EntryId> TWO = List.of(new EntryId(1), new EntryId(2));

    @Test
    void aBulkRetryThatFailsEndsAndTheNextOneCanBegin() {
        BulkRetry bulk = new BulkRetry(watcher -> {
            throw new IllegalStateException("no ledger");
        });
        assertThat(bulk.begin(TWO)).isTrue();
        assertThat(bulk.html()).contains("Sent again: 0 of 2 done", "It was broken off").doesNotContain("no ledger");
        assertThat(bulk.begin(TWO)).isTrue();
    }

    @Test
    void unsentRecordsAreGroupedByReasonAndTheNumberOfReasonsIsBounded() {
        BulkRetry bulk = new BulkRetry(watcher -> {
            throw new IllegalStateException();
        });
        bulk.begin(TWO);
        bulk.notSent(TWO.get(0), "the API refuses the key of its connection <b>");
        bulk.notSent(TWO.get(1), "the API refuses the key of its connection <b>");
        for (int i = 0; i < 100; i++) {
            bulk.notSent(TWO.get(0), "reason " + i);
        }

        assertThat(bulk.html()).contains("102 not sent", "<li>2 not sent: the API refuses the key of its connection &lt;b&gt;</li>",
                "<li>91 not sent: for other reasons</li>");
    }
}
