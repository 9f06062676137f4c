package com.whitelabelcro.camel.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The labels in the pictures. */
final class Words {

    private static final int LONGEST = 60;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^:{}]+:([^{}]*)}}");
    private static final Pattern ACTION = Pattern.compile("(?:direct:wlcro-|kamelet:wlcro-)([a-z-]+?)(?:-action)?");

    private Words() {}

    /** A short form of the endpoint: {@code direct:name}, {@code file:inbox}. */
    static String uri(JsonNode endpoint) {
        String uri = endpoint.path("uri").asText(condition(endpoint)).replaceFirst("\\?.*", "");
        JsonNode parameters = endpoint.path("parameters");
        for (String main : List.of("name", "path", "directoryName", "timerName", "groupName")) {
            if (parameters.has(main) && !uri.contains(":")) {
                return uri + ":" + parameters.path(main).asText();
            }
        }
        return uri;
    }

    static String from(JsonNode from) {
        String uri = plain(uri(from));
        String what = uri.replaceFirst("^[a-z-]+:", "");
        return switch (uri.split(":")[0]) {
            case "platform-http" -> from.path("parameters").path("httpMethodRestrict").asText("request") + " " + what;
            case "file" -> "file in " + what;
            case "timer", "scheduler", "quartz", "cron" -> "schedule";
            default -> uri;
        };
    }

    static String call(String uri) {
        if (uri.equals("direct:wlcro-dead-letter")) {
            return "store the record as failed";
        } else if (uri.equals("direct:wlcro-redrive")) {
            return "send failed records again";
        } else if (uri.equals("direct:wlcro-read")) {
            return "read JSON or a form";
        } else if (uri.equals("direct:wlcro-later")) {
            return "store the input and continue";
        } else if (uri.equals("direct:wlcro-http-error")) {
            return "answer with the reason";
        } else if (uri.startsWith("language:constant:resource:")) {
            return plain(uri.replaceFirst("language:constant:resource:", ""));
        } else if (uri.equals("direct:wlcro-write")) {
            return "the pipeline of all records";
        }
        Matcher action = ACTION.matcher(uri);
        return action.matches() ? action.group(1).replace('-', ' ') : plain(uri);
    }

    /** The method and the path that the route of an action defines; empty for any other step. */
    static String action(JsonNode variables) {
        String method = "";
        String path = "";
        for (JsonNode each : variables.path("variables")) {
            String value = each.path("expression").path("constant").path("expression").asText();
            method = each.path("name").asText().equals("wlcroMethod") ? value : method;
            path = each.path("name").asText().equals("wlcroPath") ? value : path;
        }
        return path.isEmpty() ? "" : method + " " + path;
    }

    static String loop(String kind, JsonNode step) {
        return switch (kind) {
            case "split" -> "iterator" + (step.path("parallelProcessing").asBoolean() ? ", in parallel" : "");
            case "aggregate" -> "aggregator";
            default -> kind;
        };
    }

    static String condition(JsonNode step) {
        JsonNode expression = step.has("expression") ? step.path("expression") : step;
        for (String language : List.of("simple", "jsonpath", "header", "constant")) {
            if (expression.has(language)) {
                JsonNode said = expression.path(language);
                return plain(said.isTextual() ? said.asText() : said.path("expression").asText());
            }
        }
        return "if";
    }

    static String exceptions(JsonNode handler) {
        List<String> names = new ArrayList<>();
        handler.path("exception").forEach(each -> names.add(each.asText().replaceFirst(".*\\.", "")));
        return String.join(", ", names);
    }

    /** Shortens a text and simplifies its placeholders. */
    private static String plain(String text) {
        String shown = PLACEHOLDER.matcher(text).replaceAll("$1").replaceAll("\\s+", " ").strip();
        return shown.length() > LONGEST ? shown.substring(0, LONGEST - 1) + "…" : shown;
    }

    /** Escapes a text for use within quotes in Mermaid. */
    static String safe(String text) {
        return text.replace("#", "#35;").replace("\"", "#quot;").replace("<", "#lt;").replace(">", "#gt;")
                .replace("`", "#96;");
    }
}
