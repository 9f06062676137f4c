package com.whitelabelcro.camel.action;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.SetVariablesDefinition;

/**
 * What an action's route says in its first step: its name, the HTTP method and the path, and where its schema is, as
 * variables. In a route that was made of the template they are parameters of it.
 *
 * @param name such as {@code create-lead}
 * @param method POST, PUT or PATCH
 * @param path with the id's name in braces
 * @param schema a resource; null for the one that the pack ships under that name
 */
public record ActionRoute(String name, String method, String path, String schema) {

    public static final String ACTION = "wlcroAction";

    private static final String METHOD = "wlcroMethod";
    private static final String PATH = "wlcroPath";
    private static final String SCHEMA = "wlcroSchema";

    /** All that such a route sets. */
    public static final List<String> VARIABLES = List.of(ACTION, METHOD, PATH, SCHEMA);

    /** What this route says; nothing if it is no action's. */
    static Optional<ActionRoute> of(RouteDefinition route) {
        if (route.getOutputs().isEmpty() || !(route.getOutputs().get(0) instanceof SetVariablesDefinition first)) {
            return Optional.empty();
        }
        Map<String, String> said = new HashMap<>();
        for (SetVariableDefinition each : first.getVariables()) {
            said.put(each.getName(), resolved(each.getExpression().getExpression(), route));
        }
        return Optional.ofNullable(said.get(ACTION))
                .map(name -> new ActionRoute(name, said.get(METHOD), said.get(PATH), said.get(SCHEMA)));
    }

    private static String resolved(String text, RouteDefinition route) {
        Map<String, Object> parameters = route.getTemplateParameters();
        boolean parameter = parameters != null && text.startsWith("{{") && text.endsWith("}}");
        return parameter ? String.valueOf(parameters.get(text.substring(2, text.length() - 2))) : text;
    }
}
