package com.example.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

import com.example.Application;
import com.whitelabelcro.camel.WhiteLabelCro;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.event.AttemptEnded;
import com.whitelabelcro.camel.event.ConnectionStateChanged;
import com.whitelabelcro.camel.event.WlcroEvent;
import com.whitelabelcro.camel.event.WlcroEventListener;
import com.whitelabelcro.camel.junit.WlcroSandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** How an application on Spring Boot can configure the pack. */
@ExtendWith(OutputCaptureExtension.class)
class AutoConfigurationTest {

    @RegisterExtension
    static final WlcroSandbox API = new WlcroSandbox();

    static class WithDatabase {
        @Bean
        DataSource database() {
            return mock(DataSource.class);
        }
    }

    static class WithPack {
        @Bean
        WhiteLabelCro whiteLabelCro() {
            return new WhiteLabelCro(API.settings());
        }
    }

    static class WithPackOfSpringsSettings {
        @Bean
        WhiteLabelCro pack(Settings settings) {
            return new WhiteLabelCro(settings);
        }
    }

    static class WithListener {
        private final BlockingQueue<WlcroEvent> heard = new LinkedBlockingQueue<>();

        @Bean
        WlcroEventListener listener() {
            return heard::add;
        }
    }

    /** Without the thread that keeps an application alive: it may start after a test has closed its context, and log that. */
    private static ConfigurableApplicationContext run(Class<?> more, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--camel.main.run-controller=false");
        return new SpringApplicationBuilder(Application.class, more).run(all.toArray(String[]::new));
    }

    /** The properties for the sandbox, and further ones. */
    private static String[] arguments(String... more) {
        List<String> all = new ArrayList<>();
        API.properties().forEach((name, value) -> all.add("--" + name + "=" + value));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static void callsAnAction(ConfigurableApplicationContext spring) {
        spring.getBean(ProducerTemplate.class).requestBody("direct:create-lead", HostContract.ANN);
        assertThat(API.records()).hasSize(1);
    }

    @Test
    void aPropertyLeavesThePackOut() {
        try (ConfigurableApplicationContext host = run(Application.class, "--wlcro.enabled=false")) {
            assertThat(host.getBeanProvider(WhiteLabelCro.class)).isEmpty();
        }
    }

    @Test
    void theDatabaseOfTheApplicationIsNotTouched() {
        try (ConfigurableApplicationContext spring = run(WithDatabase.class, arguments())) {
            callsAnAction(spring);
            verifyNoInteractions(spring.getBean(DataSource.class));
        }
    }

    @Test
    void aPackThatTheApplicationDeclaresTakesThePlaceAndNeedsNoProperties() {
        try (ConfigurableApplicationContext spring = run(WithPack.class)) {
            callsAnAction(spring);
            assertThat(spring.getBeanNamesForType(WhiteLabelCro.class)).containsExactly("whiteLabelCro");
        }
    }

    @Test
    void aListenerThatIsABeanHearsOfTheConnections() throws InterruptedException {
        try (ConfigurableApplicationContext spring = run(WithListener.class,
                arguments("--wlcro.api-key=wlcro_1_wrong"))) {
            spring.getBean(ProducerTemplate.class)
                    .send("direct:create-lead", exchange -> exchange.getMessage().setBody(HostContract.ANN));
            WlcroEvent event = spring.getBean(WithListener.class).heard.poll(30, TimeUnit.SECONDS);
            assertThat(event).isInstanceOfSatisfying(AttemptEnded.class,
                    attempt -> assertThat(attempt.outcome()).isEqualTo("Unauthorized"));
            event = spring.getBean(WithListener.class).heard.poll(30, TimeUnit.SECONDS);
            assertThat(event).isInstanceOfSatisfying(ConnectionStateChanged.class,
                    change -> assertThat(change.state()).isEqualTo(ConnectionStateChanged.State.SUSPENDED));
        }
    }

    @Test
    void itCanHaveTheSettingsOfSpring() {
        try (ConfigurableApplicationContext spring = run(WithPackOfSpringsSettings.class, arguments())) {
            callsAnAction(spring);
            assertThat(spring.getBeanNamesForType(WhiteLabelCro.class)).containsExactly("pack");
        }
    }

    @Test
    void settingsComeInSpringsOwnOrderWithItsPlaceholders() {
        System.setProperty("wlcro.retry.max-attempts", "5");
        try (ConfigurableApplicationContext spring = run(Application.class, arguments(
                "--wlcro.retry.max-attempts=6",
                "--key=" + SandboxConfig.DEFAULT_KEY, "--wlcro.connections.acme.api-key=${key}"))) {
            Settings settings = spring.getBean(Settings.class);
            assertThat(settings.retry().maxAttempts()).isEqualTo(6);
            assertThat(settings.keys().key("acme")).isEqualTo(SandboxConfig.DEFAULT_KEY);
        } finally {
            System.clearProperty("wlcro.retry.max-attempts");
        }
    }

    @Test
    void aWrongSettingEndsTheStartWithOurLineAndWithoutAStackTrace(CapturedOutput output) {
        assertThatThrownBy(() -> run(Application.class, arguments("--wlcro.retry.max-attempts=many")).close())
                .hasStackTraceContaining("wlcro.retry.max-attempts must be a whole number");
        assertThat(output).contains("wlcro.retry.max-attempts must be a whole number from 1 to 1000, and is many")
                .doesNotContain("\tat ");
    }

    @Test
    void soDoesAPlaceholderThatNobodyKnows(CapturedOutput output) {
        assertThatThrownBy(() -> run(Application.class, "--wlcro.api-key=${NO_SUCH_VARIABLE}").close())
                .hasStackTraceContaining("wlcro.api-key holds a placeholder that cannot be resolved");
        assertThat(output).contains("wlcro.api-key holds a placeholder that cannot be resolved")
                .doesNotContain("\tat ");
    }
}
