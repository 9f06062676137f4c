package com.whitelabelcro.camel.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Fast
class ConnectionTagsTest {

    private final ConnectionTags tags = new ConnectionTags();

    @Test
    void theNumberOfValuesIsBoundedHoweverManyConnectionsExist() {
        assertThat(IntStream.range(0, 500).mapToObj(i -> tags.of("acme" + i)).collect(Collectors.toSet()))
                .hasSize(ConnectionTags.MOST).contains("acme0", "acme98", ConnectionTags.OTHER);
        assertThat(tags.of("acme98")).isEqualTo("acme98");
        assertThat(tags.of("acme99")).isEqualTo(ConnectionTags.OTHER);
        assertThat(tags.of("default")).isEqualTo("default");
    }

    @Test
    void aRecordWithoutAConnectionHasAValueOfItsOwn() {
        assertThat(tags.of("")).isEqualTo(ConnectionTags.NONE);
    }
}
