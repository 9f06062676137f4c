package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.cli.Wlcro;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.sandbox.SandboxConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the commands once, so that {@link ChildArchive} knows which classes they load. */
final class ChildTraining {

    private ChildTraining() {}

    public static void main(String[] none) throws IOException {
        Logging.begin();
        Path contacts = Path.of("target", "child", "contacts.csv");
        Files.writeString(contacts, "Id,First Name,Last Name,Email,Phone\n1,Ann,Lee,ann@example.com,+41 44 668 18 00\n2,,,x,\n");
        Path ledger = Files.createTempFile(Path.of("target", "child"), "training", ".db");
        try (Sandbox sandbox = Sandbox.start(SandboxConfig.defaults())) {
            System.setProperty(LedgerConfig.URL, "jdbc:sqlite:" + ledger);
            System.setProperty("wlcro.base-url", sandbox.baseUrl().toString());
            System.setProperty("wlcro.api-key", SandboxConfig.DEFAULT_KEY);
            Wlcro.run("import", "create-client", contacts.toString(), "--set", "external_id=x_{Id}");
            Wlcro.run("test", Path.of("routes", "scenarios", "webhook-to-lead.test.yaml").toString());
        }
        System.exit(0);
    }
}
