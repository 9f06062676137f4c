package com.whitelabelcro.camel.error;

import java.io.Serializable;
import java.util.List;

/**
 * What is known about a failed call. Contains no key, no body and no field value.
 *
 * @param action the action's name, such as {@code create-lead}
 * @param connection the connection's name
 * @param status the HTTP status; 0 if there was no answer
 * @param serverMessage the API's own message, sanitized: at most 500 characters, without the values that were sent;
 *     empty if there was none
 * @param violations what is wrong with the request, one line each; empty if that was not the reason
 * @param attempts how often sending was attempted, including attempts that found no connection; 0 if it was not
 * @param requests how many requests left this machine, as far as that is known
 * @param requestId the API's id of the last request, for its support; empty if the answer had none
 */
public record Details(
        String action,
        String connection,
        int status,
        String serverMessage,
        List<String> violations,
        int attempts,
        int requests,
        String requestId)
        implements Serializable {

    public Details {
        violations = List.copyOf(violations);
    }

    /** The details of a call that never became a request. */
    public static Details local(String action, String connection, List<String> violations) {
        return new Details(action, connection, 0, "", violations, 0, 0, "");
    }

    String describe(String reason) {
        StringBuilder text = new StringBuilder(action).append(" on connection ").append(connection);
        text.append(": ").append(reason);
        if (!violations.isEmpty()) {
            text.append(": ").append(String.join("; ", violations));
        }
        if (!serverMessage.isEmpty()) {
            text.append(": ").append(serverMessage);
        }
        if (attempts > 0) {
            text.append(" [").append(requests > 0 ? times(requests, "request") : times(attempts, "attempt") + ", no request");
            text.append(requestId.isEmpty() ? "" : ", request id " + requestId).append(']');
        }
        return text.toString();
    }

    private static String times(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
