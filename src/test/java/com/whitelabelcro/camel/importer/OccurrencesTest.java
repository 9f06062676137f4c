package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.model.Sha256;
import com.whitelabelcro.camel.tag.Fast;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Fast
class OccurrencesTest {

    @Test
    void theCounterCountsLikeAMapForAnyNumberOfRows() {
        Random random = new Random(5);
        Occurrences occurrences = new Occurrences();
        Map<String, Integer> expected = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            String row = Sha256.of(String.valueOf(random.nextInt(20_000))).hex();
            assertThat(occurrences.next(row)).isEqualTo(expected.merge(row, 1, Integer::sum));
        }
    }

    @Test
    void aHashOfZerosIsCountedLikeAnyOther() {
        Occurrences occurrences = new Occurrences();
        assertThat(occurrences.next("0".repeat(64))).isEqualTo(1);
        assertThat(occurrences.next("f".repeat(64))).isEqualTo(1);
        assertThat(occurrences.next("0".repeat(64))).isEqualTo(2);
    }
}
