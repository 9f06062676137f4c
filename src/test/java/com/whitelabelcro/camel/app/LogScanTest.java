package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.sandbox.Fault;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import com.whitelabelcro.camel.sandbox.ScriptedAnswer;
import com.whitelabelcro.camel.tag.SystemTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever goes wrong, the output of the process shows neither a key nor data of a record (rows 53 to 55 of the list of faults). */
@SystemTest
class LogScanTest {

    private static final List<String> PERSONAL = List.of("Annabella", "Leeuwen", "ann@example.com", "617-555-0106",
            "Owes 12,345 dollars");

    /** Logs everything except the HTTP client, whose log shows all data; the pack warns about it. */
    private static final String EVERYTHING = """
            <configuration>
              <appender name="ERR" class="ch.qos.logback.core.ConsoleAppender">
                <target>System.err</target>
                <encoder><pattern>%level %logger %msg%n%ex{0}</pattern></encoder>
              </appender>
              <logger name="org.apache.hc" level="INFO"/>
              <root level="TRACE"><appender-ref ref="ERR"/></root>
            </configuration>
            """;

    @TempDir
    private Path directory;

    private static void hasNothing(Terminal terminal) {
        for (String secret : PERSONAL) {
            assertThat(terminal.out() + terminal.err()).doesNotContain(secret);
        }
    }

    @Test
    void anImportWithEveryFaultShowsNoData() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(config -> config.keys(Terminal.SECRET)))) {
            sandbox.script(
                    ScriptedAnswer.of(409, "{\"message\":\"ann@example.com is taken by Annabella Leeuwen\"}"),
                    ScriptedAnswer.of(422, "Annabella: not this one"),
                    ScriptedAnswer.of(400, "{\"errors\":{\"phone\":\"617-555-0106 is too short\"}}"),
                    ScriptedAnswer.fault(Fault.RESET_AFTER), ScriptedAnswer.fault(Fault.HTML),
                    ScriptedAnswer.fault(Fault.REDIRECT), ScriptedAnswer.fault(Fault.CUT),
                    ScriptedAnswer.fault(Fault.STATUS_500));
            Files.writeString(directory.resolve("contacts.csv"), "First Name,Last Name,Email,Phone,Status\n"
                    + "Annabella,Leeuwen,ann@example.com,617-555-0106,x\n".repeat(10)
                    + "Annabella,Leeuwen,,617-555-0106,x\n"
                    + "Annabella,Leeuwen,ann@example.com,617-555-0106,x,Owes 12,345 dollars\n");
            Terminal terminal = Child.run(directory, Map.of("WLCRO_BASE_URL", sandbox.baseUrl().toString(),
                    "WLCRO_API_KEY", Terminal.SECRET, "WLCRO_RETRY_MAX_ATTEMPTS", "2"), List.of(),
                    "import", "create-client", "contacts.csv");
            assertThat(terminal.exit()).isEqualTo(1);
            assertThat(terminal.out()).contains("12 rows: ").contains("Conflict: ").contains("OutcomeUnknown: ")
                    .contains("InvalidRequest: ").contains(" unreadable");
            hasNothing(terminal);
        }
    }

    @Test
    void aScenarioThatFailsShowsNoData() throws Exception {
        Files.createDirectory(directory.resolve("scenarios"));
        Files.writeString(directory.resolve("scenarios").resolve("bad.camel.yaml"), """
                - route:
                    id: bad
                    from:
                      uri: timer:once?repeatCount=1
                      steps:
                        - setBody:
                            constant: '{"first_name":"Annabella","email":"ann@example.com","lastname":"Leeuwen"}'
                        - to: direct:wlcro-create-lead
                """);
        try (Child child = Child.start(directory, Map.of(), List.of(), "run", "--sandbox")) {
            child.logs("did you mean last_name?");
            child.signal("TERM");
            Terminal terminal = child.end();
            assertThat(terminal.err()).contains("InvalidRequest");
            hasNothing(terminal);
        }
    }

    @Test
    void evenALogOfEverythingShowsNoData() throws Exception {
        Path logback = Files.writeString(directory.resolve("everything.xml"), EVERYTHING);
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.of(config -> config.keys(Terminal.SECRET)))) {
            sandbox.script(ScriptedAnswer.fault(Fault.STATUS_503));
            Terminal terminal = Child.run(directory, Map.of("WLCRO_BASE_URL", sandbox.baseUrl().toString(),
                            "WLCRO_API_KEY", Terminal.SECRET),
                    List.of("-Dlogback.configurationFile=" + logback), "call", "create-client",
                    "{\"first_name\":\"Annabella\",\"last_name\":\"Leeuwen\",\"email\":\"ann@example.com\"}");
            assertThat(terminal.exit()).as(terminal.err()).isZero();
            assertThat(terminal.err()).contains("TRACE").contains("DEBUG org.apache.camel");
            hasNothing(terminal);
        }
    }
}
