package com.whitelabelcro.camel.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;

/** The API's answer, as a caller gets it: a Map of which the pack can tell that it came from an action. */
public final class ActionResult extends LinkedHashMap<String, Object> {

    private static final long serialVersionUID = 1L;

    ActionResult(Map<?, ?> answer) {
        answer.forEach((name, value) -> put(String.valueOf(name), value));
    }
}
