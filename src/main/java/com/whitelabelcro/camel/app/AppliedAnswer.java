package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.ledger.StoredAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Builds the answer that is replayed for a record of which a person found out that it was applied. If the person gives
 * the id of the new record, the answer contains it under the name that the API would have used.
 */
public final class AppliedAnswer {

    private static final int OK = 200;
    private static final Pattern ID = Pattern.compile("[1-9]\\d{0,17}");

    private AppliedAnswer() {}

    /** @throws ConfigurationException if the text cannot be the id of a record that the action creates */
    public static StoredAnswer of(FailedRecord record, Optional<String> id) {
        String body = id.map(given -> "{\"" + idField(record) + "\":" + checked(given) + "}").orElse("{}");
        return new StoredAnswer(OK, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String checked(String id) {
        if (!ID.matcher(id).matches()) {
            throw new ConfigurationException("The id of a record is a whole number, such as 4711: 17-42=4711");
        }
        return id;
    }

    /** The first field of the answer to a create is the new id (contract section 1, column Returns). */
    private static String idField(FailedRecord record) {
        try {
            Optional<String> first = Action.of(record.action(), "POST", "/").returns().stream().findFirst();
            return first.filter(name -> name.endsWith("_id")).orElseThrow(() -> new IllegalArgumentException(record.action()));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("The action " + record.action() + " of " + record.id()
                    + " makes no new record: give its number without an id");
        }
    }
}
