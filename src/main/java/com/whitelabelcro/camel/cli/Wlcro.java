package com.whitelabelcro.camel.cli;

import com.whitelabelcro.camel.app.RedactedFailure;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Suggestions;
import com.whitelabelcro.camel.importer.ImportConfigurationException;
import com.whitelabelcro.camel.importer.Printable;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line. Each command is a class of its own; this class contains what they share: exit codes and the one-line
 * reports of errors.
 */
@Command(
        name = "wlcro",
        description = "Calls the nine write actions of the WhiteLabelCRO Integration API, never over the rate limit.",
        subcommands = {
            DemoCommand.class, CallCommand.class, ImportCommand.class, RunCommand.class, TestCommand.class,
            FailedCommand.class, StatusCommand.class, QueueCommand.class, LedgerCommand.class, SandboxCommand.class
        },
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Wlcro.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpWidth = 100,
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nFirst steps, without a key and without a network:%n",
        footer = {
            "  wlcro demo",
            "  wlcro call create-lead --sandbox '{\"first_name\":\"Ann\",\"last_name\":\"Lee\","
                    + "\"email\":\"a@example.com\"}'",
            "",
            "Configuration: application.properties in the working directory, environment variables such as",
            "WLCRO_API_KEY, or -Dwlcro.api-key=... before -jar; the last one takes precedence.",
            "",
            "wlcro is bin/wlcro of the installed package, or java -jar target/whitelabelcro-camel-routes.jar"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:All done",
            "1:Some records failed",
            "2:Wrong usage or configuration; nothing was sent",
            "3:The API refuses the key (401)",
            "4:Stopped in the middle; the last lines say how to continue",
            "5:A connection is suspended or has an outage (status --check)",
            "6:All done, but the output could not be written completely",
            "130:Interrupted"
        })
public final class Wlcro implements Runnable {

    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int KEY_REFUSED = 3;
    static final int STOPPED = 4;
    static final int UNHEALTHY = 5;
    static final int OUTPUT_LOST = 6;

    @CommandLine.Option(names = "--show-cause", scope = ScopeType.INHERIT, description = "Show the messages of other libraries for a"
            + " failure, on a terminal only, with values masked.")
    private boolean showCause;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /**
     * Runs one command.
     *
     * @return the exit code
     */
    public static int run(String... arguments) {
        PrintWriter out = StandardStreams.writer(System.out);
        PrintWriter err = StandardStreams.writer(System.err);
        Optional<String> unreadable = LostCharacters.findIn(arguments);
        if (unreadable.isPresent()) {
            err.println(unreadable.get());
            return USAGE;
        }
        int exit = new CommandLine(new Wlcro())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command))
                .setParameterExceptionHandler((failure, given) -> misused(failure))
                .execute(arguments);
        out.flush();
        if (System.out.checkError()) {
            err.println(StandardStreams.whyOutputIsLost());
            return exit == 0 ? OUTPUT_LOST : exit;
        }
        return exit;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int misused(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        String message = failure instanceof UnmatchedArgumentException unmatched
                ? tooMuch(unmatched.getUnmatched().get(0), command) : failure.getMessage();
        command.getErr().println(Printable.of(message.strip()));
        command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return USAGE;
    }

    /**
     * Whether the messages of other libraries may be shown: the user asked for them, and the output is a terminal, so
     * that no file stores them.
     */
    static boolean showsCauses(CommandLine.Model.CommandSpec spec) {
        return spec.root().userObject() instanceof Wlcro all && all.showCause && StandardStreams.isTerminal();
    }

    private static void showCause(Throwable failure, CommandLine command) {
        if (showsCauses(command.getCommandSpec())) {
            command.getErr().println("Cause: " + RedactedFailure.of(failure));
        } else if (command.getCommandSpec().root().userObject() instanceof Wlcro all && all.showCause) {
            command.getErr().println("The cause is shown on a terminal only");
        }
    }

    /** Does not show the argument, because it may be a key, or a record that was not quoted. */
    private static String tooMuch(String argument, CommandLine command) {
        if (argument.startsWith("-D")) {
            return "-D goes before -jar, as in java -Dwlcro.limit=60 -jar ...";
        } else if (argument.startsWith("-")) {
            return "There is no option " + argument.replaceFirst("=.*", "");
        } else if (command.getParent() == null) {
            Set<String> commands = command.getSubcommands().keySet();
            return "There is no such command" + Suggestions.hint(argument, commands)
                    + " (" + String.join(", ", commands) + ")";
        }
        return "Unexpected argument. Quote JSON and values that contain spaces";
    }

    private static int report(Exception failure, CommandLine command) {
        Throwable cause = known(failure);
        if (cause != null) {
            String message = cause instanceof InvalidPathException ? LostCharacters.notInAPath() : cause.getMessage();
            command.getErr().println(Printable.of(message.strip()));
            if (cause.getCause() != null) {
                showCause(cause.getCause(), command);
            }
            return USAGE;
        }
        // The message is left out, since it may quote personal data.
        StackTraceElement[] trace = failure.getStackTrace();
        command.getErr().println("Internal error; please report it: " + failure.getClass().getName()
                + (trace.length == 0 ? "" : " at " + trace[0]));
        showCause(failure, command);
        return FAILED;
    }

    /** The user error behind a failure, if there is one; Camel wraps exceptions that occur during its start. */
    private static Throwable known(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ConfigurationException || each instanceof ImportConfigurationException
                    || each instanceof UncheckedIOException || each instanceof InvalidPathException) {
                return each;
            }
        }
        return null;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Wlcro.class.getPackage().getImplementationVersion();
            return new String[] {"whitelabelcro-camel-routes " + (version == null ? "(not packaged)" : version)};
        }
    }
}
