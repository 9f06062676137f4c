package com.whitelabelcro.camel.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.Records;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.SandboxRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Kamelet uses only the values that it was given, mixes no messages up, and leaves nothing behind. */
class KameletHostTest {

    private static final Map<String, String> FORM = Map.of("first_name", "${body[first]}", "last_name", "Doe",
            "email", "${body[mail]}", "external_id", "host_${body[mail]}");

    private Sandbox sandbox;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(1_000)));
    }

    @AfterEach
    void end() {
        System.clearProperty("city");
        sandbox.close();
    }

    private PackUnderTest pack(PackUnderTest.Setup setup) throws Exception {
        return new PackUnderTest(sandbox.baseUrl().toString(), Map.of("wlcro.limit", "1000"), setup,
                Caller.route("host", "create-client", FORM), Caller.route("body-only", "create-client", Map.of()));
    }

    private static Map<String, Object> ann(int number) {
        return Map.of("first", "Ann" + number, "mail", "ann" + number + "@example.com");
    }

    private static Map<String, Object> request(int number) {
        return Map.of("first_name", "Ann" + number, "last_name", "Doe", "email", "ann" + number + "@example.com",
                "external_id", "host_ann" + number + "@example.com");
    }

    /** Camel resolves a placeholder from all of these; the Kamelets' empty defaults come before them. */
    @Test
    void aHostsPropertyOfTheSameNameIsNotUsed() throws Exception {
        System.setProperty("city", "Leak");
        Properties override = new Properties();
        override.setProperty("phone", "+1555LEAK");
        PackUnderTest.Setup host = context -> {
            context.getPropertiesComponent().addInitialProperty("status", "Leak - Active");
            context.getPropertiesComponent().addInitialProperty("email", "leak@example.com");
            context.getPropertiesComponent().setOverrideProperties(override);
            context.getGlobalOptions().put("zip", "leak");
            context.getRegistry().bind("state", "leak");
        };
        try (PackUnderTest pack = pack(host)) {
            assertThat(pack.template().send("direct:host", each -> each.getMessage().setBody(ann(1))).getException())
                    .isNull();
            assertThat(pack.template().send("direct:body-only", each -> each.getMessage().setBody(request(2)))
                    .getException()).isNull();
        }
        assertThat(sandbox.records()).extracting(SandboxRecord::fields).containsExactly(request(1), request(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "body-only"})
    void theCallersHeadersPropertiesAndVariablesAreUnchanged(String route) throws Exception {
        Map<String, Object> headers = Map.of("mine", "kept", "CamelHttpUri", "http://127.0.0.1:1/", "email", "kept");
        try (PackUnderTest pack = pack(context -> {})) {
            for (Object body : List.of(route.equals("host") ? ann(1) : request(1), Map.of())) {
                Exchange end = pack.template().send("direct:" + route, exchange -> {
                    exchange.getMessage().setBody(body);
                    exchange.getMessage().setHeaders(new HashMap<>(headers));
                    exchange.setProperty("mine", "kept");
                    exchange.setVariable("mine", "kept");
                });
                assertThat(end.getException() == null).isEqualTo(!body.equals(Map.of()));
                assertThat(end.getMessage().getHeaders()).containsAllEntriesOf(headers);
                assertThat(end.getMessage().getHeaders().keySet()).filteredOn(each -> each.startsWith("CamelHttp"))
                        .containsExactly("CamelHttpUri");
                assertThat(end.getProperties()).containsEntry("mine", "kept");
                assertThat(end.getProperties().keySet()).noneMatch(each -> each.startsWith("wlcro"));
                assertThat(end.getVariables()).isEqualTo(Map.of("mine", "kept"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "body-only"})
    void variablesOfAnEarlierFormAreNotUsed(String route) throws Exception {
        try (PackUnderTest pack = pack(context -> {})) {
            Exchange end = pack.template().send("direct:" + route, exchange -> {
                exchange.getMessage().setBody(route.equals("host") ? ann(1) : request(1));
                for (String field : List.of("email", "city", "package_keyword", "client_id")) {
                    exchange.setVariable("wlcroField." + field, "left over");
                }
                exchange.setVariable("wlcroForm", "update-lead:${body[city]}");
            });
            assertThat(end.getException()).isNull();
        }
        assertThat(sandbox.records()).extracting(SandboxRecord::fields).containsExactly(request(1));
    }

    @Test
    void thirtyTwoConcurrentThreadsDoNotMixTheirForms() throws Exception {
        int records = 320;
        ExecutorService threads = Executors.newFixedThreadPool(32);
        try (PackUnderTest pack = pack(context -> {})) {
            List<Callable<Exchange>> calls = new ArrayList<>();
            for (int i = 0; i < records; i++) {
                int number = i;
                calls.add(() -> pack.template().send("direct:host", each -> each.getMessage().setBody(ann(number))));
            }
            Set<Object> ids = new HashSet<>();
            for (Future<Exchange> end : threads.invokeAll(calls)) {
                assertThat(end.get().getException()).isNull();
                ids.add(PackUnderTest.answer(end.get()).get("client_id"));
            }
            assertThat(ids).hasSize(records);
        } finally {
            threads.shutdownNow();
        }
        Set<Map<String, Object>> expected = new HashSet<>();
        for (int i = 0; i < records; i++) {
            expected.add(request(i));
        }
        assertThat(sandbox.records().stream().map(SandboxRecord::fields).collect(Collectors.toSet())).isEqualTo(expected);
    }

    @Test
    void kameletsAndDirectCallsShareThePermits() throws Exception {
        sandbox.configure(SandboxConfig.of(c -> c.limit(5).period(Duration.ofSeconds(1))));
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (PackUnderTest pack = new PackUnderTest(sandbox.baseUrl().toString(),
                Map.of("wlcro.limit", "5", "wlcro.period", "1s"),
                Caller.route("clients", "create-client", FORM),
                Caller.route("leads", "create-lead", FORM))) {
            List<Callable<Exchange>> calls = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                int number = i;
                String endpoint = List.of("clients", "leads", "wlcro-create-lead").get(i % 3);
                Object body = endpoint.startsWith("wlcro") ? Records.known(i) : ann(number);
                calls.add(() -> pack.template().send("direct:" + endpoint, each -> each.getMessage().setBody(body)));
            }
            for (Future<Exchange> end : threads.invokeAll(calls)) {
                assertThat(end.get().getException()).isNull();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(sandbox.stats().requests()).isEqualTo(16);
        assertThat(sandbox.stats().rejected429()).isZero();
        assertThat(sandbox.stats().arrivalsInAnyWindow()).isEqualTo(5);
    }
}
