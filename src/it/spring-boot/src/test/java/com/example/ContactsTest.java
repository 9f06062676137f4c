package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.junit.WlcroSandbox;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** How routes of one's own are tested on Spring Boot. */
@SpringBootTest
class ContactsTest {

    @RegisterExtension
    static final WlcroSandbox API = new WlcroSandbox();

    @DynamicPropertySource
    static void talkToTheSandbox(DynamicPropertyRegistry registry) {
        API.properties().forEach((name, value) -> registry.add(name, () -> value));
    }

    @Autowired
    ProducerTemplate template;

    @Test
    void aContactBecomesALead() {
        template.requestBody("direct:create-lead",
                Map.of("first_name", "Ann", "last_name", "Lee", "email", "ann@example.com"));
        assertThat(API.records()).singleElement().satisfies(each -> assertThat(each.kind()).isEqualTo("lead"));
    }
}
