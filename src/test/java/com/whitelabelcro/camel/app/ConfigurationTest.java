package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.tag.Fast;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sources of the configuration, and their precedence. */
@Fast
class ConfigurationTest {

    private static final String KEY = "wlcro.api-key=wlcro_live_1_file\n";

    @TempDir
    private Path directory;
    private final Properties system = new Properties();

    private Configuration load(String file, Map<String, String> environment) throws IOException {
        Files.writeString(directory.resolve("application.properties"), file);
        return Configuration.load(directory, environment, system);
    }

    private Settings settings(String file, Map<String, String> environment) throws IOException {
        return load(file, environment).settings(new DefaultCamelContext());
    }

    @Test
    void theEnvironmentTakesPrecedenceOverTheFile() throws IOException {
        Settings settings = settings(KEY + "wlcro.limit=10\n",
                Map.of("WLCRO_LIMIT", "20", "WLCRO_API_KEY", "wlcro_live_1_environment"));
        assertThat(settings.connections().get("default").limit()).isEqualTo(20);
        assertThat(settings.keys().key("default")).isEqualTo("wlcro_live_1_environment");
    }

    @Test
    void aSystemPropertyTakesPrecedenceOverBoth() throws IOException {
        system.setProperty("wlcro.limit", "30");
        Settings settings = settings(KEY + "wlcro.limit=10\n", Map.of("WLCRO_LIMIT", "20"));
        assertThat(settings.connections().get("default").limit()).isEqualTo(30);
    }

    @Test
    void anEmptyVariableIsIgnored() throws IOException {
        Settings settings = settings(KEY + "wlcro.limit=10\n", Map.of("WLCRO_LIMIT", "", "WLCRO_API_KEY", " "));
        assertThat(settings.connections().get("default").limit()).isEqualTo(10);
    }

    @Test
    void theEnvironmentAddsConnections() throws IOException {
        Settings settings = settings(KEY, Map.of("WLCRO_CONNECTIONS_ACME_API_KEY", "wlcro_live_2_a",
                "WLCRO_CONNECTIONS_ACME_LIMIT", "7"));
        assertThat(settings.connections().get("acme").limit()).isEqualTo(7);
    }

    @Test
    void systemPropertiesOfThePackAreRemovedFromTheSystemProperties() throws IOException {
        system.setProperty("wlcro.api-key", "wlcro_live_1_x");
        system.setProperty("other", "stays");
        load("", Map.of());
        assertThat(system).containsOnlyKeys("other");
    }

    @Test
    void propertiesOfOthersArePassedToTheScenarios() throws IOException {
        assertThat(load(KEY + "my.folder=/data\n", Map.of()).others()).containsOnlyKeys("my.folder");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "wlcro.limitt=5      | wlcro.limitt; did you mean wlcro.limit?",
        "wlcro.apikey=x      | wlcro.apikey; did you mean wlcro.api-key?",
        "wlcro.retry.max=3   | wlcro.retry.max",
        "wlcro.connections.acme.api-kye=x | wlcro.connections.acme.api-kye; did you mean wlcro.connections.acme.api-key?"
    })
    void anUnknownPropertyIsRefusedWithTheNearestNameFromEachSource(String line, String told) throws IOException {
        assertThatThrownBy(() -> settings(KEY + line, Map.of()))
                .isInstanceOf(ConfigurationException.class).hasMessageContaining("Unknown property " + told);
        String[] pair = line.split("=");
        system.setProperty(pair[0], pair[1]);
        assertThatThrownBy(() -> settings(KEY, Map.of()))
                .isInstanceOf(ConfigurationException.class).hasMessageContaining("Unknown property " + told);
    }

    @Test
    void aMisspelledVariableIsRefused() {
        assertThatThrownBy(() -> settings(KEY, Map.of("WLCRO_APIKEY", "x")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("Unknown environment variable WLCRO_APIKEY; did you mean WLCRO_API_KEY?");
        assertThatThrownBy(() -> settings(KEY, Map.of("WLCRO_RETRY_MAX_ATEMPTS", "3")))
                .hasMessageContaining("did you mean WLCRO_RETRY_MAX_ATTEMPTS?");
    }

    @Test
    void variablesThatKubernetesSetsForAServiceOfThatNameAreNotMisspelled() throws IOException {
        assertThat(settings(KEY, Map.of("WLCRO_SERVICE_HOST", "10.0.0.1", "WLCRO_SERVICE_PORT", "80",
                "WLCRO_PORT", "tcp://10.0.0.1:80", "WLCRO_PORT_80_TCP_ADDR", "10.0.0.1")).connections()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "http://api.whitelabelcro.com        | must begin with https://",
        "ftp://api.whitelabelcro.com         | must begin with https://",
        "file:/etc/passwd                    | must begin with https://",
        "https://evil#@api.whitelabelcro.com | must end after host and port (host evil)",
        "https://me:secret@evil              | must not hold a user name",
        "https://api.whitelabelcro.com/v1    | must not hold a path",
        "https://api.whitelabelcro.com:0     | has a port out of range",
        "https://bücher.example              | names no host that can be looked up",
        "not a url                           | is not a URL"
    })
    void aWrongUrlIsRefusedWithItsReason(String url, String reason) {
        assertThatThrownBy(() -> settings(KEY + "wlcro.base-url=" + url, Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("wlcro.base-url " + reason).hasMessageNotContaining("secret");
    }

    @Test
    void aPlaceholderThatCannotBeResolvedIsNamed() {
        assertThatThrownBy(() -> settings("wlcro.api-key={{env:NO_SUCH_VARIABLE_HERE}}", Map.of()))
                .hasMessage("wlcro.api-key holds a placeholder that cannot be resolved");
    }

    @Test
    void aKeyMayComeFromAPropertyOfTheUser() throws Exception {
        Configuration configuration = load("my.key=wlcro_live_1_own\nwlcro.api-key={{my.key}}\n", Map.of());
        try (ActionClient session = new ActionClient(configuration)) {
            assertThat(session.settings().keys().key("default")).isEqualTo("wlcro_live_1_own");
        }
    }

    @Test
    void aFileThatIsNotTextIsNamed() throws IOException {
        Files.write(directory.resolve("application.properties"), new byte[] {(byte) 0xC3, (byte) 0x28});
        assertThatThrownBy(() -> Configuration.load(directory, Map.of(), system))
                .isInstanceOf(ConfigurationException.class).hasMessageContaining("application.properties cannot be read");
    }

    @Test
    void withASandboxAllConnectionsUseIt() throws IOException {
        Configuration configuration = load(KEY + """
                wlcro.base-url=https://crm.example.com
                wlcro.connections.acme.api-key={{env:NO_SUCH_VARIABLE_HERE}}
                wlcro.connections.acme.base-url=https://acme.example.com
                wlcro.connections.acme.limit=7
                """, Map.of()).onSandbox(URI.create("http://127.0.0.1:8089"), name -> "wlcro_fake_" + name);
        Settings settings = configuration.settings(new DefaultCamelContext());
        assertThat(settings.connections()).containsOnlyKeys("default", "acme").allSatisfy((name, connection) -> {
            assertThat(connection.baseUrl()).hasToString("http://127.0.0.1:8089");
            assertThat(settings.keys().key(name)).isEqualTo("wlcro_fake_" + name);
        });
        assertThat(settings.connections().get("acme").limit()).isEqualTo(7);
    }
}
