package com.example.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Application;
import com.whitelabelcro.camel.junit.WlcroSandbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Actuator, Micrometer and JMX show the pack without any configuration in the application. */
class ActuatorTest {

    @RegisterExtension
    static final WlcroSandbox API = new WlcroSandbox();

    private static ConfigurableApplicationContext spring;

    static class WithMeters {
        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    @BeforeAll
    static void start() {
        List<String> properties = new ArrayList<>(List.of("--demo=false", "--wlcro.connections.acme.api-key=wlcro_42_refused",
                "--camel.health.exposure-level=full", "--camel.main.jmx-enabled=true"));
        API.properties().forEach((name, value) -> properties.add("--" + name + "=" + value));
        spring = new SpringApplicationBuilder(Application.class, WithMeters.class).run(properties.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        spring.close();
    }

    private static void createLead(String connection) {
        spring.getBean(ProducerTemplate.class).requestBodyAndHeader("direct:create-lead",
                "{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}", "WlcroConnection", connection);
    }

    @Test
    void theHealthOfTheApplicationNamesTheReasonOfASuspendedConnectionAndIsUp() {
        createLead("acme");

        Health health = ((HealthIndicator) spring.getBean(HealthContributorRegistry.class).getContributor("camelHealth")).getHealth(true);
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails().toString()).contains("wlcro-ledger", "wlcro-connection:acme", "SUSPENDED");
    }

    @Test
    void theMetersAreInTheRegistryOfTheApplication() {
        createLead("default");

        assertThat(spring.getBean(MeterRegistry.class).get("wlcro.records").tag("connection", "default").tag("outcome", "Done")
                .counter().count()).isPositive();
    }

    @Test
    void jmxShowsThePack() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("org.apache.camel:context=" + spring.getBean(CamelContext.class).getManagementName()
                + ",type=services,name=PackMonitor");

        assertThat(server.getAttribute(name, "LedgerWritable")).isEqualTo(true);
        assertThat((String[]) server.getAttribute(name, "ConnectionNames")).containsExactly("acme", "default");
        assertThat(server.invoke(name, "connectionState", new Object[] {"default"}, new String[] {String.class.getName()}))
                .isEqualTo("CLOSED");
        assertThat(server.invoke(name, "status", new Object[0], new String[0]).toString()).contains("Connection default: CLOSED");
    }
}
