package com.whitelabelcro.camel.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.NamedNode;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;

/** Describes a location in a scenario for the user: file, line, route and step, as far as Camel knows them. */
final class ScenarioPlace {

    private static final String FILE = "file:";

    private ScenarioPlace() {}

    /** The location of a step, or of a route's input. */
    static String of(NamedNode node) {
        NamedNode top = node;
        while (top.getParent() != null) {
            top = top.getParent();
        }
        boolean isStep = node instanceof ProcessorDefinition<?> && node != top && node.getId() != null;
        String route = "route " + top.getId() + (isStep ? ", step " + node.getId() : "");
        return file(node).map(file -> file + " (" + route + ")").orElse(route);
    }

    private static Optional<String> file(NamedNode node) {
        if (node.getLocation() == null || node.getLineNumber() < 1) {
            return Optional.empty();
        }
        return Optional.of(shortened(node.getLocation()) + ", line " + line(node));
    }

    /**
     * Corrects the line: Camel assumes that a step begins one line above its options, which is wrong if they are on the
     * same line.
     */
    private static int line(NamedNode node) {
        int line = node.getLineNumber();
        if (node instanceof ProcessorDefinition<?> && node.getLocation().startsWith(FILE)) {
            try (Stream<String> lines = Files.lines(Path.of(node.getLocation().substring(FILE.length())))) {
                List<String> both = lines.skip(line - 1L).limit(2).toList();
                String key = node.getShortName() + ":";
                return both.size() == 2 && !both.get(0).contains(key) && both.get(1).contains(key) ? line + 1 : line;
            } catch (IOException | UncheckedIOException | InvalidPathException e) {
                return line;
            }
        }
        return line;
    }

    /** The path relative to the working directory. */
    static String shortened(String location) {
        String file = location.startsWith(FILE) ? location.substring(FILE.length()) : location;
        try {
            Path here = Path.of("").toAbsolutePath();
            Path path = Path.of(file);
            return path.startsWith(here) ? here.relativize(path).toString() : file;
        } catch (InvalidPathException e) {
            return file;
        }
    }

    /** The location of the step that Camel identifies by its text, as it does when a route cannot be created. */
    static Optional<String> ofText(RouteDefinition route, String text) {
        return steps(route).filter(each -> each.toString().equals(text)).findFirst().map(ScenarioPlace::of);
    }

    /** The location of the first step with a matching URI. */
    static Optional<String> ofAddress(Collection<RouteDefinition> routes, Predicate<String> address) {
        return routes.stream().flatMap(route -> Stream.concat(Stream.of((NamedNode) route.getInput()), steps(route)))
                .filter(each -> each instanceof EndpointRequiredDefinition endpoint && endpoint.getEndpointUri() != null
                        && address.test(endpoint.getEndpointUri()))
                .findFirst().map(ScenarioPlace::of);
    }

    private static Stream<NamedNode> steps(RouteDefinition route) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class).stream()
                .map(NamedNode.class::cast);
    }
}
