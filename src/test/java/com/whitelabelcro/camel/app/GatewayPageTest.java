package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.docs.Document;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.tag.SystemTest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The commands of docs/gateway.md work as they are printed. */
@SystemTest
class GatewayPageTest {

    private static String shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void everyCommandIsAccepted() throws Exception {
        List<String> commands = Document.GATEWAY.section("The gateway").stream().filter(line -> line.startsWith("curl ")).toList();
        assertThat(commands).hasSizeGreaterThan(5);
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());
                GatewayUnderTest gateway = new GatewayUnderTest(sandbox, Map.of())) {
            for (String command : commands) {
                JsonNode answer = new ObjectMapper().readTree(shell(command.replace(":8080", ":" + gateway.port())));
                assertThat(answer.has("entry") || answer.path(0).has("entry") || answer.has("openapi")).as(command + answer).isTrue();
                assertThat(answer.path("state").asText("done")).as(command).isEqualTo("done");
            }
        }
    }

    @Test
    void theTokenOfTheExampleHasTheDescribedPermissions() throws Exception {
        Properties read = new Properties();
        read.load(new StringReader(Document.GATEWAY.block("The gateway", "properties").replace("{{env:WEBSITE_TOKEN}}", "website-website-website")));
        Map<String, String> properties = new HashMap<>();
        read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(c -> c.keepBodies(true)));
                GatewayUnderTest gateway = new GatewayUnderTest(sandbox, properties)) {
            String form = "first_name=Ann&last_name=Lee&email=ann%40example.com";
            String path = "POST /t/website-website-website/actions/create-lead";
            String type = "Content-Type: application/x-www-form-urlencoded";
            assertThat(gateway.send(path, form, type, "Host: leads.example.com", "X-Forwarded-For: 1.2.3.4", "Prefer: wait=30",
                    "Origin: https://www.example.com").status()).isEqualTo(200);
            assertThat(gateway.send(path, form + "&zip=1", type).status()).isEqualTo(400);
            assertThat(gateway.send("POST /actions/create-lead", form, type).status()).isEqualTo(401);
            assertThat(sandbox.records()).singleElement()
                    .satisfies(each -> assertThat(each.fields()).containsEntry("affiliate_id", 77));
        }
    }
}
