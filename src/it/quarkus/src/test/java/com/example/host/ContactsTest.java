package com.example.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.junit.WlcroSandbox;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

/** How routes of one's own are tested on Quarkus. */
@QuarkusTest
@WithTestResource(Api.class)
class ContactsTest {

    @Inject
    ProducerTemplate template;

    WlcroSandbox api;

    @Test
    void aContactBecomesALead() {
        long before = api.stats().created();
        template.requestBody("direct:create-lead",
                Map.of("first_name", "Ann", "last_name", "Lee", "email", "ann@example.com"));
        assertThat(api.stats().created()).isEqualTo(before + 1);
    }
}
