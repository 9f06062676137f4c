package com.whitelabelcro.camel.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.app.ActionClient;
import com.whitelabelcro.camel.app.LedgerWatch;
import com.whitelabelcro.camel.caller.RecordProperties;
import com.whitelabelcro.camel.error.Unauthorized;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.importer.Printable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.Exchange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "call",
        description = "Call one action, and print the API's answer as JSON.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wlcro call create-lead '{\"first_name\":\"Ann\",\"last_name\":\"Lee\",\"email\":\"ann@example.com\"}'",
            "  echo '{\"client_id\":12345,\"text\":\"Called back\"}' | wlcro call add-client-note -"
        })
final class CallCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "ACTION", description = "create-lead, update-lead, update-lead-status,"
            + " create-client, update-client, update-client-status, add-client-note, create-affiliate or"
            + " update-affiliate.")
    private String actionName;

    @Parameters(index = "1", arity = "0..1", paramLabel = "JSON|-", defaultValue = "-",
            description = "The fields as one JSON object; - or nothing: read it from the standard input.")
    private String json;

    @Option(names = "--force", description = "Send it even if the same was done before.")
    private boolean force;

    @Option(names = "--connection", paramLabel = "NAME", description = "The connection to use; default: the connection default.")
    private String connection;

    @Mixin
    private TargetOptions where;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (json.equals("-") && System.console() != null) {
            throw new ParameterException(spec.commandLine(), "Give the fields as one JSON object, or pipe them in");
        }
        try (TargetOptions here = where; ActionClient session = new ActionClient(here.configuration())) {
            Action action = session.action(actionName);
            session.mustHave(connection);
            Map<String, Object> headers = new HashMap<>(Map.of(WlcroHeaders.FORCE, force));
            if (connection != null) {
                headers.put(WlcroHeaders.CONNECTION, connection);
            }
            Exchange exchange = called(session, action, headers);
            int exit = print(exchange, session);
            String notNoted = exchange.getProperty(RecordProperties.OUTCOME_NOT_STORED, String.class);
            if (notNoted == null) {
                return exit;
            }
            spec.commandLine().getErr().println("It was sent, but that could not be stored: " + Printable.of(notNoted)
                    + ". The same call again would send it once more");
            return Wlcro.STOPPED;
        }
    }

    private Exchange called(ActionClient session, Action action, Map<String, Object> headers) {
        try (LedgerWatch watched = session.watchLedger()) {
            return session.call(action, json.equals("-") ? StandardStreams.in() : json, headers, Map.of());
        }
    }

    private int print(Exchange exchange, ActionClient session) throws Exception {
        Exception failure = exchange.getException();
        if (failure == null) {
            if (exchange.getMessage().getHeader(WlcroHeaders.DUPLICATE, false, Boolean.class)) {
                spec.commandLine().getErr().println("Done before, and not sent again (--force); its answer was");
            }
            spec.commandLine().getOut().println(new ObjectMapper().writeValueAsString(exchange.getMessage().getBody()));
            return 0;
        } else if (failure instanceof WlcroException typed) {
            spec.commandLine().getErr().println(typed.getError() + ": " + Printable.of(typed.getMessage()));
            boolean noLedger = !typed.isAboutTheRecord() && session.pack().ledger().failure().isPresent();
            return typed instanceof Unauthorized ? Wlcro.KEY_REFUSED : noLedger ? Wlcro.USAGE : Wlcro.FAILED;
        }
        throw failure;
    }
}
