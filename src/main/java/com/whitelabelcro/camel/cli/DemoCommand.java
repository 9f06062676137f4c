package com.whitelabelcro.camel.cli;

import com.whitelabelcro.camel.app.Demo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = "See an import in half a minute, without a key or a network: 300 contacts from a HubSpot"
                + " export go into a sandbox that limits, fails and loses answers. Every number is counted.",
        footerHeading = "%nExamples:%n",
        footer = "  wlcro demo")
final class DemoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        new Demo(spec.commandLine().getOut()).run();
        return 0;
    }
}
