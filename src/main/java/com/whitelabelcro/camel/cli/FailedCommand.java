package com.whitelabelcro.camel.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "failed",
        description = {
            "List the records that were given up, send them again, or drop them.",
            "Imports store their failed records automatically, and scenarios with direct:wlcro-dead-letter. A record leaves the"
                    + " list when it, or another of the same identity, succeeds."
        },
        subcommands = {
            FailedListCommand.class, FailedShowCommand.class, FailedRetryCommand.class, FailedExportCommand.class,
            FailedDiscardCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wlcro failed list --reason Unavailable",
            "  wlcro failed retry --older-than 1h"
        })
final class FailedCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
