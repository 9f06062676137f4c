package com.whitelabelcro.camel.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file of routes as a Mermaid flowchart: inputs, calls, branches, and the handling of
 * failures. Steps that only change the message are omitted.
 */
final class Picture {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Set<String> LOOPS = Set.of("split", "loop", "multicast", "aggregate");
    private static final String THEN = "WlcroThen";
    private static final Set<String> CALLS = Set.of("to", "toD", "wireTap", "enrich", "pollEnrich", "poll");

    private final StringBuilder drawn = new StringBuilder("flowchart TD\n");
    private final Map<String, String> entrances = new LinkedHashMap<>();
    private final List<String[]> calls = new ArrayList<>();
    /** The route that a scenario asked to be called later. */
    private String then = "";
    private int nodes;

    /** A node from which the next arrow begins, and the label of that arrow. */
    private record End(String node, String label) {}

    private Picture() {}

    static String of(Path file) throws IOException {
        Picture picture = new Picture();
        for (JsonNode each : YAML.readTree(file.toFile())) {
            picture.route(each.path("route"));
            each.path("routeConfiguration").path("onException").forEach(failure ->
                    picture.failure(failure.path("onException"), "failure: "));
            picture.template(each.path("routeTemplate"));
        }
        picture.calls.forEach(picture::call);
        return picture.drawn.toString();
    }

    private void template(JsonNode template) {
        if (!template.isMissingNode()) {
            route(template.path("route"));
        }
    }

    private void route(JsonNode route) {
        if (route.isMissingNode()) {
            return;
        }
        JsonNode from = route.path("from");
        String entrance = node("([\"", Words.from(from), "\"])");
        entrances.put(Words.uri(from), entrance);
        entrances.put(THEN + route.path("id").asText(), entrance);
        end(chain(from.path("steps"), List.of(new End(entrance, ""))));
    }

    /** Adds an end to branches that only change the message. */
    private void end(List<End> ends) {
        List<End> told = ends.stream().filter(each -> !each.label().isEmpty() && !each.label().equals("then")).toList();
        if (!told.isEmpty()) {
            joined("([\"", "end", "\"])", told);
        }
    }

    private void failure(JsonNode handler, String prefix) {
        String entrance = node("{{\"", prefix + Words.exceptions(handler), "\"}}");
        List<End> open = chain(handler.path("steps"), List.of(new End(entrance, "")));
        // A route that only creates an answer has nothing else to show.
        end(open.equals(List.of(new End(entrance, ""))) ? List.of(new End(entrance, "answered")) : open);
    }

    private List<End> chain(JsonNode steps, List<End> ends) {
        List<End> open = ends;
        for (JsonNode step : steps) {
            Map.Entry<String, JsonNode> each = step.properties().iterator().next();
            open = step(each.getKey(), each.getValue(), open);
        }
        return open;
    }

    private List<End> step(String kind, JsonNode step, List<End> ends) {
        if (CALLS.contains(kind)) {
            return call(step, ends);
        } else if (LOOPS.contains(kind)) {
            String loop = joined("[[\"", Words.loop(kind, step), "\"]]", ends);
            chain(step.path("steps"), List.of(new End(loop, kind.equals("aggregate") ? "" : "each")));
            return kind.equals("aggregate") ? List.of() : List.of(new End(loop, "then"));
        }
        return switch (kind) {
            case "choice" -> choice(step, ends);
            case "filter" -> filter(step, ends);
            case "doTry" -> attempt(step, ends);
            case "setVariables" -> Words.action(step).isEmpty()
                    ? ends : List.of(new End(joined("[\"", Words.action(step), "\"]", ends), ""));
            // One whose only recipient is a placeholder.
            case "recipientList" -> call(step.at("/expression/constant/expression"), ends);
            case "setHeader" -> {
                then = step.path("name").asText().equals(THEN) ? step.at("/expression/constant/expression").asText() : then;
                yield ends;
            }
            case "delay" -> List.of(new End(joined("[\"", "wait", "\"]", ends), ""));
            case "throwException", "stop", "rollback" -> {
                joined("[\"", kind.equals("stop") ? "stop" : "fail", "\"]", ends);
                yield List.of();
            }
            default -> ends;
        };
    }

    private List<End> call(JsonNode step, List<End> ends) {
        String uri = step.isTextual() ? step.asText() : Words.uri(step);
        String called = joined("[\"", Words.call(uri), "\"]", ends);
        calls.add(new String[] {called, uri.equals("direct:wlcro-later") ? THEN + then : uri});
        return List.of(new End(called, ""));
    }

    /** Adds a dotted arrow to the route in the same file that is called, now or later. */
    private void call(String[] call) {
        String entrance = entrances.get(call[1]);
        if (entrance != null) {
            drawn.append("    ").append(call[0]).append(" -.-> ").append(entrance).append('\n');
        }
    }

    private List<End> choice(JsonNode choice, List<End> ends) {
        String fork = joined("{\"", "router", "\"}", ends);
        List<End> open = new ArrayList<>();
        for (JsonNode when : choice.path("when")) {
            open.addAll(chain(when.path("steps"), List.of(new End(fork, Words.condition(when)))));
        }
        End otherwise = new End(fork, "else");
        open.addAll(choice.has("otherwise")
                ? chain(choice.path("otherwise").path("steps"), List.of(otherwise)) : List.of(otherwise));
        return open;
    }

    private List<End> filter(JsonNode filter, List<End> ends) {
        String gate = joined("{\"", "filter", "\"}", ends);
        List<End> open = new ArrayList<>(chain(filter.path("steps"), List.of(new End(gate, Words.condition(filter)))));
        open.add(new End(gate, "else"));
        return open;
    }

    private List<End> attempt(JsonNode attempt, List<End> ends) {
        List<End> open = new ArrayList<>(chain(attempt.path("steps"), ends));
        for (JsonNode handler : attempt.path("doCatch")) {
            String failed = joined("{{\"", "failure: " + Words.exceptions(handler), "\"}}",
                    open.stream().limit(1).map(end -> new End(end.node(), "fails")).toList());
            open.addAll(chain(handler.path("steps"), List.of(new End(failed, ""))));
        }
        return chain(attempt.path("doFinally").path("steps"), open);
    }

    private String joined(String opening, String label, String closing, List<End> ends) {
        String node = node(opening, label, closing);
        for (End end : ends) {
            String at = end.label().isEmpty() ? " --> " : " -->|\"" + Words.safe(end.label()) + "\"| ";
            drawn.append("    ").append(end.node()).append(at).append(node).append('\n');
        }
        return node;
    }

    private String node(String opening, String label, String closing) {
        String node = "n" + ++nodes;
        drawn.append("    ").append(node).append(opening).append(Words.safe(label)).append(closing).append('\n');
        return node;
    }
}
