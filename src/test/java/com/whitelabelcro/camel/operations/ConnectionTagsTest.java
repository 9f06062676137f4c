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
    void howeverManyConnectionsThereAreTheNumberOfValuesIsBounded() {
        assertThat(IntStream.range(0, 500).mapToObj(i -> tags.of("acme" + i)).collect(Collectors.toSet()))
                .hasSize(ConnectionTags.MOST + 1).contains("acme0", "acme99", ConnectionTags.OTHER);
        assertThat(tags.of("acme99")).isEqualTo("acme99");
        assertThat(tags.of("acme100")).isEqualTo(ConnectionTags.OTHER);
    }

    @Test
    void aRecordWithoutAConnectionHasAValueOfItsOwn() {
        assertThat(tags.of("")).isEqualTo(ConnectionTags.NONE);
    }
}
