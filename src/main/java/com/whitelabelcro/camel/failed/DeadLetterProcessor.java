package com.whitelabelcro.camel.failed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.Suggestions;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.ledger.AccountResolver;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.LedgerFailures;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.request.ExternalIdRule;
import com.whitelabelcro.camel.request.RequestFactory;
import com.whitelabelcro.camel.support.SafeAsyncProcessor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Stores a record that a scenario gave up on in the list of failed records: the current body and the exception that was
 * caught. A record that has a ledger entry is listed under that entry; a record without one, such as an invalid record,
 * gets a new entry. If storing fails, the exchange fails, and the caller must not assume that the record is stored.
 */
public final class DeadLetterProcessor extends SafeAsyncProcessor {

    private final Ledger ledger;
    private final RequestFactory prepare;
    private final AccountResolver accounts;
    private final Supplier<List<Action>> actions;

    /**
     * @param ledger stores the record
     * @param prepare reads the body
     * @param accounts determines the account that owns the record
     * @param actions the known actions, evaluated when a record arrives
     */
    public DeadLetterProcessor(Ledger ledger, RequestFactory prepare, AccountResolver accounts, Supplier<List<Action>> actions) {
        this.ledger = ledger;
        this.prepare = prepare;
        this.accounts = accounts;
        this.actions = actions;
    }

    @Override
    protected CompletionStage<?> step(Exchange exchange) {
        return store(exchange, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class))
                .thenAccept(entry -> exchange.getMessage().setHeader(WlcroHeaders.ENTRY, entry.toString()));
    }

    @Override
    protected Exception toException(Exchange exchange, Throwable problem) {
        return LedgerFailures.toException("not stored", problem, details(exchange, "dead-letter"));
    }

    private CompletionStage<EntryId> store(Exchange exchange, Throwable caught) {
        Action action = action(exchange, caught);
        return accounts.ofName(connection(exchange)).thenCompose(
                account -> store(exchange, action, record(exchange, action, account), caught));
    }

    private CompletionStage<EntryId> store(Exchange exchange, Action action, LedgerRequest record, Throwable caught) {
        Optional<EntryId> known = caught instanceof WlcroException
                ? EntryId.parse(exchange.getMessage().getHeader(WlcroHeaders.ENTRY, "", String.class)) : Optional.empty();
        return known.isPresent()
                ? ledger.failed().keep(known.get(), record.body()).thenApply(done -> known.get())
                : ledger.failed().add(record, failure(exchange, action, caught));
    }

    private Action action(Exchange exchange, Throwable caught) {
        String name = caught instanceof WlcroException ours
                ? ours.getAction() : exchange.getMessage().getHeader(WlcroHeaders.ACTION, "", String.class);
        List<String> names = actions.get().stream().map(Action::name).toList();
        return actions.get().stream().filter(each -> each.name().equals(name)).findFirst()
                .orElseThrow(() -> new InvalidRequest("direct:wlcro-dead-letter must know which action gave up: set the"
                        + " header " + WlcroHeaders.ACTION + Suggestions.hint(name, names),
                        details(exchange, "dead-letter")));
    }

    private LedgerRequest record(Exchange exchange, Action action, Optional<AccountId> account) {
        Message message = exchange.getMessage();
        String connection = connection(exchange);
        String key = message.getHeader(WlcroHeaders.IDEMPOTENCY_KEY, String.class);
        Object id = action.pathParameter().map(message::getHeader).orElse(null);
        ObjectNode fields = prepare.asIs(action, message.getBody(), id);
        try {
            return LedgerRequest.of(prepare.prepare(action, fields, connection, null), account, key);
        } catch (InvalidRequest e) {
            return LedgerRequest.invalid(
                    action, connection, account, key, ExternalIdRule.usable(action, fields), fields);
        }
    }

    private static Failure failure(Exchange exchange, Action action, Throwable caught) {
        Details details = details(exchange, action.name());
        return caught == null ? new Failure(Failure.GIVEN_UP, "given up by the scenario", details) : Failure.ofScenario(caught, details);
    }

    /** The failure names the connection: with a Kamelet's form, it may differ from the one in the caller's header. */
    private static String connection(Exchange exchange) {
        String name = exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof WlcroException ours ? ours.getConnection()
                : exchange.getMessage().getHeader(WlcroHeaders.CONNECTION, "", String.class).strip();
        return name.isEmpty() ? Connection.DEFAULT : name;
    }

    private static Details details(Exchange exchange, String action) {
        return Details.local(action, connection(exchange), List.of());
    }
}
