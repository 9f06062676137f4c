package com.whitelabelcro.camel.kamelet;

import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.action.Field;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.error.InvalidRequest;
import com.whitelabelcro.camel.model.WholeNumber;
import com.whitelabelcro.camel.request.ExternalIdRule;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/**
 * Builds the request body and the headers from the parameters of a Kamelet. A Kamelet stores the value of each field in a
 * variable; the text of some fields as written, to distinguish fields that are not filled in from those that evaluated to nothing; and
 * in one more
 * variable its subject and the parameters of the body, such as {@code create-lead:${body[First Name]}}. If none of these is
 * set, the body stays unchanged. The variables are removed, including those of an expression that failed, and the headers
 * are put back: a Kamelet calls this processor again at its end.
 */
public final class KameletBodyProcessor implements Processor {

    static final String FORM = "wlcroForm";
    static final String FIELD = "wlcroField.";
    static final String TEXT = "wlcroText.";

    private static final String NOT_VALID = "the request is not valid";

    private final Supplier<List<Action>> actions;

    /** @param actions the known actions, evaluated when a record arrives */
    public KameletBodyProcessor(Supplier<List<Action>> actions) {
        this.actions = actions;
    }

    @Override
    public void process(Exchange exchange) {
        Object form = exchange.removeVariable(FORM);
        Map<String, Object> values = take(exchange, FIELD);
        Map<String, Object> texts = take(exchange, TEXT);
        if (form == null) {
            KameletHeaders.restore(exchange);
            return;
        }
        String[] filledIn = form.toString().split(":", 2);
        PackKamelet kamelet = kamelet(filledIn[0]);
        if (kamelet.action().isPresent() && !filledIn[1].isBlank()) {
            exchange.getMessage().setBody(request(kamelet.action().get(), values, exchange));
        }
        KameletHeaders.set(exchange, headers(kamelet, values, texts, exchange));
    }

    private static Map<String, Object> take(Exchange exchange, String prefix) {
        Map<String, Object> values = new HashMap<>();
        for (String name : List.copyOf(exchange.getVariables().keySet())) {
            if (name.startsWith(prefix)) {
                values.put(name.substring(prefix.length()), exchange.removeVariable(name));
            }
        }
        return values;
    }

    private PackKamelet kamelet(String subject) {
        return PackKamelet.of(actions.get(), "wlcro-" + subject + "-action")
                .orElseThrow(() -> new IllegalStateException("There is no action " + subject + " for this Kamelet"));
    }

    /**
     * The values of the fields that are headers; empty for one that is not filled in.
     *
     * @param texts the fields as they are written
     * @throws InvalidRequest if one that must not be empty evaluated to nothing
     */
    static Map<String, String> headers(PackKamelet kamelet, Map<String, Object> values, Map<String, ?> texts, Exchange exchange) {
        Map<String, String> headers = new HashMap<>();
        for (String field : kamelet.headers()) {
            String value = part(read(values.get(field), exchange)).strip();
            if (value.isEmpty() && kamelet.isChoice(field) && texts.get(field) instanceof String text && !text.isBlank()) {
                // Not the default connection: stored as failed for that one, it could be sent again by it.
                String connection = field.equals(PackKamelet.CONNECTION) ? text.strip() : Connection.DEFAULT;
                throw new InvalidRequest(NOT_VALID, Details.local(kamelet.subject(), connection, List.of(field + " came out empty")));
            }
            headers.put(field, value);
        }
        return headers;
    }

    /** Builds the request body from the parameters; empty values are left out. */
    static Map<String, Object> request(Action action, Map<String, Object> values, Exchange exchange) {
        Map<String, Object> request = new LinkedHashMap<>();
        for (Field field : action.fields().values()) {
            Object value = value(field, values.get(field.name()), exchange);
            if (value != null && !value.equals("")) {
                request.put(field.name(), value);
            }
        }
        ofParts(action, values, exchange).ifPresent(id -> request.put(Action.EXTERNAL_ID, id));
        return request;
    }

    private static Optional<String> ofParts(Action action, Map<String, Object> values, Exchange exchange) {
        Object id = read(values.get(PackKamelet.RECORD_ID), exchange);
        if (id != null && !(id instanceof CharSequence || id instanceof Number)) {
            throw invalid(action, exchange, PackKamelet.RECORD_ID + " must be a text or a number");
        }
        try {
            return ExternalIdRule.join(part(read(values.get(PackKamelet.SYSTEM), exchange)), part(id));
        } catch (IllegalArgumentException e) {
            throw invalid(action, exchange, PackKamelet.SYSTEM + " came out empty, and " + PackKamelet.RECORD_ID
                    + " did not: " + e.getMessage());
        }
    }

    private static InvalidRequest invalid(Action action, Exchange exchange, String violation) {
        String connection = exchange.getMessage().getHeader(WlcroHeaders.CONNECTION, Connection.DEFAULT, String.class);
        return new InvalidRequest(NOT_VALID, Details.local(action.name(), connection, List.of(violation)));
    }

    /** Converts part of an id to text. 4711.0, as many programs write an integer, becomes 4711. */
    private static String part(Object given) {
        if (!(given instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            return given == null ? "" : given.toString();
        }
        BigDecimal exact = new BigDecimal(number.toString());
        return WholeNumber.of(exact).map(BigInteger::toString).orElseGet(exact::toString);
    }

    /** A text is trimmed; any other value keeps its type, unless it has to be read first. */
    private static Object value(Field field, Object given, Exchange exchange) {
        Object value = read(given, exchange);
        if (!(value instanceof CharSequence)) {
            return value;
        }
        String text = value.toString().strip();
        boolean truth = field.types().contains("boolean") && (text.equals("true") || text.equals("false"));
        return truth ? Boolean.valueOf(text) : text;
    }

    /** Reads a stream, as from {@code ${body}} for the text of a note; two fields may refer to the same stream. */
    private static Object read(Object given, Exchange exchange) {
        if (!(given instanceof InputStream || given instanceof Reader || given instanceof byte[]
                || given instanceof StreamCache || given instanceof WrappedFile)) {
            return given;
        }
        if (given instanceof StreamCache again) {
            again.reset();
        }
        return exchange.getContext().getTypeConverter().convertTo(String.class, exchange, given);
    }
}
