package com.whitelabelcro.camel.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The API's answer as the caller's message body. A type of its own, so that the pack can recognise a body that came
 * from one of its actions.
 */
public final class ActionResult extends LinkedHashMap<String, Object> {

    private static final long serialVersionUID = 1L;

    ActionResult(Map<?, ?> answer) {
        answer.forEach((name, value) -> put(String.valueOf(name), value));
    }
}
