package com.example.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.junit.WlcroSandbox;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;

/** The checks of {@link HostContract} for an application that cannot be started twice in a test. */
@QuarkusTest
@WithTestResource(Api.class)
class QuarkusHostTest {

    @Inject
    CamelContext context;

    @Inject
    ProducerTemplate template;

    @Inject
    BeforeThePack before;

    WlcroSandbox api;

    @Test
    void itsOwnRouteCallsAnAction() {
        long created = api.stats().created();
        assertThat(template.requestBody("direct:create-lead", HostContract.ANN, Map.class))
                .containsEntry("status", "Lead - New");
        assertThat(api.stats().created()).isEqualTo(created + 1);
    }

    @Test
    void itsOwnErrorHandlingGetsOurFailures() {
        api.script(ScriptedAnswer.of(404, "{}"));
        assertThat(template.requestBody("direct:create-lead", HostContract.ANN)).isEqualTo("stored");
    }

    @Test
    void whatIsItsOwnIsAsBeforeThePack() {
        assertThat(before.surroundings())
                .containsEntry("greeting", "hello").containsEntry("http.followRedirects", "true")
                .satisfies(each -> assertThat(each.get("threads")).startsWith("7 9 "));
        assertThat(Surroundings.of(context)).containsAllEntriesOf(before.surroundings());
    }

    @Test
    void itsOwnNamesAreItsOwn() {
        assertThat(context.getRoutes()).extracting(Route::getId).contains("create-lead", "wlcro-create-lead");
        assertThat(context.getRegistry().lookupByName("ledger")).isEqualTo("the host's own");
    }
}
