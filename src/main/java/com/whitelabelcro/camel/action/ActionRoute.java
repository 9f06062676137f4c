package com.whitelabelcro.camel.action;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.SetVariablesDefinition;

/**
 * The action that a route defines in its first step: its name, HTTP method, path and schema, as exchange variables. In
 * a route that was created from the template these are the template's parameters. The pack reads them from the route's
 * model once, at the start.
 *
 * @param name the name, such as {@code create-lead}
 * @param method POST, PUT or PATCH
 * @param path the path with the name of the id in braces
 * @param schema a resource; null for the schema that the pack ships under that name
 */
public record ActionRoute(String name, String method, String path, String schema) {

    /** The variable that names the action. */
    public static final String ACTION = "wlcroAction";

    private static final String METHOD = "wlcroMethod";
    private static final String PATH = "wlcroPath";
    private static final String SCHEMA = "wlcroSchema";

    /** All variables that an action route sets. */
    public static final List<String> VARIABLES = List.of(ACTION, METHOD, PATH, SCHEMA);

    /** The definition in this route; empty if it is not an action route. */
    static Optional<ActionRoute> of(RouteDefinition route) {
        if (route.getOutputs().isEmpty() || !(route.getOutputs().get(0) instanceof SetVariablesDefinition first)) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (SetVariableDefinition each : first.getVariables()) {
            variables.put(each.getName(), resolved(each.getExpression().getExpression(), route));
        }
        return Optional.ofNullable(variables.get(ACTION))
                .map(name -> new ActionRoute(name, variables.get(METHOD), variables.get(PATH), variables.get(SCHEMA)));
    }

    private static String resolved(String text, RouteDefinition route) {
        Map<String, Object> parameters = route.getTemplateParameters();
        boolean parameter = parameters != null && text.startsWith("{{") && text.endsWith("}}");
        return parameter ? String.valueOf(parameters.get(text.substring(2, text.length() - 2))) : text;
    }
}
