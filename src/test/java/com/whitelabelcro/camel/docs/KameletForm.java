package com.whitelabelcro.camel.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The form of one of the pack's Kamelets: for an action, from its schema; for the other endpoints, from this class.
 *
 * @param subject the name of the action or endpoint, without {@code wlcro-}
 * @param icon the name of its icon
 * @param required the fields that the form marks as required
 */
record KameletForm(String subject, String icon, String description, List<String> required, List<Field> fields) {

    /**
     * A field of the form.
     *
     * @param body whether it is part of the request body; otherwise it is a header
     * @param choice whether it must not evaluate to nothing: the record would be sent elsewhere, or other records would be sent again
     */
    record Field(String name, String description, String example, boolean body, boolean choice) {}

    /** Two fields of the form that no schema has: {@code KameletBodyProcessor} builds the external_id from them. */
    static final List<String> PARTS_OF_EXTERNAL_ID = List.of("external_system", "external_record_id");

    /** The fields of an action that are headers. */
    static final List<String> HEADERS = List.of("connection", "idempotencyKey", "delivery");

    private static final Path SCHEMAS = Path.of("src", "main", "resources", "wlcro", "schemas");

    /** The examples in the forms, by field, or by action and field. */
    private static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry("client_id", "${body[client_id]}"),
            Map.entry("first_name", "${body[First Name]}"),
            Map.entry("last_name", "${body[Last Name]}"),
            Map.entry("email", "${body[Email]}"),
            Map.entry("status", "Client - Active"),
            Map.entry("update-lead-status new_status", "Lead - New"),
            Map.entry("update-client-status new_status", "Client - Graduated"),
            Map.entry("text", "Called back on ${date:now:yyyy-MM-dd}"),
            Map.entry("is_active", "true"),
            Map.entry("is_approved", "true"),
            Map.entry("external_id", "hubspot_${body[Record ID]}"));

    private static final Field CONNECTION = choice("connection", "Name of the connection to use. Empty: the one that the header"
            + " WlcroConnection names, else the default one", "acme");
    private static final Field KEY = header("idempotencyKey", "Text by which a repeat of this record is recognised."
            + " Empty: the header WlcroIdempotencyKey, else external_id", "order_${body[id]}");

    /** The Kamelets that are not for an action. */
    static final List<KameletForm> OTHERS = List.of(
            new KameletForm("dead-letter", "dead-letter", "Store a record that a scenario gives up on in the list of failed records,"
                    + " from which it can be sent again. The body is the record and stays as it is. Afterwards the header WlcroEntry is"
                    + " the id under which it is listed. If an action of the pack has failed, no field is needed.", List.of(), List.of(
                    header("action", "The action that the record is for; needed if something else than an action of the pack has failed",
                            "create-lead"),
                    choice("connection", "Name of the connection that the record is for; an action of the pack that has failed says it"
                            + " itself", "acme"),
                    header("idempotencyKey", "Text by which a repeat of this record is recognised. Empty: the header"
                            + " WlcroIdempotencyKey, else external_id", "order_${body[id]}"))),
            new KameletForm("redrive", "redrive", "Send failed records again, those that failed first before the others. Each field that"
                    + " is filled in narrows the choice. Records of which nobody knows if they have arrived are never among them."
                    + " Afterwards the body is the answer: done, failed, notSent, others.", List.of(), List.of(
                    choice("reason", "Only records that failed with this error", "Unavailable"),
                    choice("action", "Only records of this action", "create-lead"),
                    choice("connection", "Only records of this connection", "acme"),
                    choice("olderThan", "Only records that failed longer ago than this", "1h"))),
            new KameletForm("later", "later", "Store the body and go on at once. The route that is named here is called with it later,"
                    + " until it has ended without a failure or the record is given up as a failed one. Afterwards the body is the answer:"
                    + " entry, queued.", List.of("then"), List.of(
                    header("then", "Id of the route that is called later; it begins with a direct: endpoint and has the group wlcro-then",
                            "make-the-lead"),
                    header("keep", "Names of headers to store beside the body, separated by commas", "Source, Campaign"),
                    header("idempotencyKey", "Text by which a repeat is recognised; a repeat is not stored again. Empty: the header"
                            + " WlcroIdempotencyKey", "form_${body[id]}"))));

    private static Field header(String name, String description, String example) {
        return new Field(name, description, example, false, false);
    }

    private static Field choice(String name, String description, String example) {
        return new Field(name, description, example, false, true);
    }

    /** The form of an action. */
    static KameletForm of(String action) throws IOException {
        JsonNode schema = new ObjectMapper().readTree(SCHEMAS.resolve(action + ".json").toFile());
        List<Field> fields = new ArrayList<>();
        schema.path("properties").properties().forEach(each -> fields.add(body(each.getKey(), each.getValue().path("description").asText(),
                EXAMPLES.getOrDefault(action + " " + each.getKey(), EXAMPLES.getOrDefault(each.getKey(), "")))));
        if (schema.path("properties").has("external_id")) {
            fields.add(body("external_system", "Instead of external_id, with external_record_id: the system that the id is of", "hubspot"));
            fields.add(body("external_record_id", "Instead of external_id, with external_system: the id in that system;"
                    + " external_id becomes system_id, and is left out if no id comes out", "${body[Record ID]}"));
        }
        fields.addAll(List.of(CONNECTION, KEY, header("delivery", "answer (or empty): wait for the answer. later: store the request and"
                + " go on at once; the body is then entry, queued and eta", "later")));
        List<String> either = new ArrayList<>();
        schema.path("oneOf").forEach(each -> either.addAll(texts(each.path("required"))));
        String description = schema.path("description").asText() + ". Required: " + String.join(", ", texts(schema.path("required")))
                + (either.isEmpty() ? "" : ", and " + String.join(" or ", either)) + ". Each field takes text or a Simple expression"
                + " such as ${body[email]}; what comes out empty is left out. If no field of the record is filled in, the body is the"
                + " request. Afterwards the body is the answer: " + String.join(", ", texts(schema.path("x-returns"))) + ".";
        String icon = List.of("lead", "client", "affiliate").stream().filter(action::contains).findFirst().orElse("client");
        return new KameletForm(action, icon, description, texts(schema.path("required")), fields);
    }

    private static Field body(String name, String description, String example) {
        return new Field(name, description, example, true, false);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
