package com.whitelabelcro.camel.caller;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of an action as the caller's message body: the fields of the API's answer, or of a {@link QueuedAnswer} if the record
 * is sent later. A type of its own, so that the pack can recognise a body that came from one of its actions.
 */
public final class ActionResult extends LinkedHashMap<String, Object> {

    private static final long serialVersionUID = 1L;

    public ActionResult(Map<?, ?> answer) {
        answer.forEach((name, value) -> put(String.valueOf(name), value));
    }
}
