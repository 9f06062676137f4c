package com.whitelabelcro.camel.caller;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.error.Suggestions;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.QueuedRecord;
import com.whitelabelcro.camel.pipeline.WriteContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Reads from the caller's headers whether a record is sent now or later, and what is stored with one that is sent later. */
public final class DeliveryHeaders {

    private static final String ANSWER = "answer";
    private static final String LATER = "later";

    private final Set<String> replyTargets;

    /** @param replyTargets the names that {@link WlcroHeaders#REPLY_TO} may have */
    public DeliveryHeaders(Set<String> replyTargets) {
        this.replyTargets = Set.copyOf(replyTargets);
    }

    /**
     * The record to be queued; empty if its caller waits for the answer.
     *
     * @throws InvalidRequest if a header has an invalid value
     */
    public Optional<QueuedRecord> read(Exchange exchange, LedgerRequest request) {
        Message message = exchange.getMessage();
        String delivery = message.getHeader(WlcroHeaders.DELIVERY, ANSWER, String.class).strip();
        if (delivery.isEmpty() || delivery.equals(ANSWER)) {
            return Optional.empty();
        } else if (!delivery.equals(LATER)) {
            throw wrong(WlcroHeaders.DELIVERY + " must be " + ANSWER + " or " + LATER
                    + Suggestions.hint(delivery, List.of(ANSWER, LATER)), request);
        }
        String replyTo = message.getHeader(WlcroHeaders.REPLY_TO, "", String.class).strip();
        if (!replyTo.isEmpty() && !replyTargets.contains(replyTo)) {
            throw wrong(WlcroHeaders.REPLY_TO + " names no target (" + Settings.REPLY_TO + "NAME)"
                    + Suggestions.hint(replyTo, replyTargets), request);
        }
        Map<String, String> kept = kept(message);
        kept.keySet().stream().filter(name -> name.regionMatches(true, 0, "Camel", 0, 5)).findFirst().ifPresent(name -> {
            throw wrong(WlcroHeaders.KEEP + " must not name headers of Camel, which steer endpoints", request);
        });
        return Optional.of(new QueuedRecord(request,
                Optional.ofNullable(exchange.getProperty(RecordProperties.CALLER, String.class)), Optional.of(replyTo).filter(name -> !name.isEmpty()), kept));
    }

    private static InvalidRequest wrong(String what, LedgerRequest request) {
        return new InvalidRequest("the header " + what, Details.local(request.action(), request.connection(), List.of()));
    }

    /** The headers that {@link WlcroHeaders#KEEP} names; one that is not there is left out. */
    public static Map<String, String> kept(Message message) {
        Map<String, String> kept = new LinkedHashMap<>();
        for (String name : message.getHeader(WlcroHeaders.KEEP, "", String.class).split(",")) {
            String value = name.isBlank() ? null : message.getHeader(name.strip(), String.class);
            if (value != null) {
                kept.put(name.strip(), value);
            }
        }
        return kept;
    }
}
