package com.whitelabelcro.camel.route;

import com.whitelabelcro.camel.action.Action;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * What an action's route says: its name, the HTTP method and the path, as three variables.
 *
 * @param name such as {@code create-lead}
 * @param method POST or PATCH
 * @param path with the id's name in braces
 */
record ActionRoute(String name, String method, String path) {

    static final String ACTION = "wlcroAction";
    static final String METHOD = "wlcroMethod";
    static final String PATH = "wlcroPath";
    static final List<String> VARIABLES = List.of(ACTION, METHOD, PATH);

    static ActionRoute of(Exchange exchange) {
        return new ActionRoute(
                exchange.getVariable(ACTION, String.class),
                exchange.getVariable(METHOD, String.class),
                exchange.getVariable(PATH, String.class));
    }

    ActionRoute {
        if (name == null || method == null || path == null) {
            throw new IllegalStateException("A route that calls direct:wlcro-write sets the variables "
                    + String.join(", ", VARIABLES) + " before");
        }
    }

    Action action() {
        return Action.of(name, method, path);
    }
}
