package com.whitelabelcro.camel.kamelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.whitelabelcro.camel.app.Child;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.tag.SystemTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kamelets in the runnable jar, with environment variables of the same names. */
@SystemTest
class KameletProcessTest {

    @TempDir
    private Path directory;

    @Test
    void theRunnableHasTheKameletsAndEnvironmentVariablesDoNotSetTheirFields() throws Exception {
        Files.createDirectory(directory.resolve("scenarios"));
        Files.writeString(directory.resolve("scenarios").resolve("once.camel.yaml"), """
                - route:
                    id: once
                    from:
                      uri: timer:once?repeatCount=1
                      steps:
                        - to:
                            uri: kamelet:wlcro-create-client-action
                            parameters:
                              first_name: Ann
                              last_name: "{{the.last.name}}"
                              email: "ann@${sys.of.test}"
                """);
        Map<String, String> environment = Map.of("CITY", "Leak", "STATUS", "Leak", "city", "Leak", "email", "Leak");
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.limit(1_000)))) {
            List<String> options = List.of("-Dwlcro.base-url=" + sandbox.baseUrl(), "-Dof.test=example.com",
                    "-Dwlcro.api-key=" + SandboxConfig.DEFAULT_KEY, "-Dthe.last.name=Doe", "-Dstate=Leak");
            try (Child child = Child.start(directory, environment, options, "run")) {
                await()
                        .until(() -> !sandbox.records().isEmpty() || !child.isAlive());
            }
            assertThat(sandbox.records()).hasSize(1);
            assertThat(sandbox.records().get(0).fields()).isEqualTo(
                    Map.of("first_name", "Ann", "last_name", "Doe", "email", "ann@example.com"));
        }
    }
}
