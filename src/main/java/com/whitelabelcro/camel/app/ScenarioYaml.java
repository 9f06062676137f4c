package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.error.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.spi.Resource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Searches the source text of scenarios for what Camel does not report: a location before a route exists, and duplicate keys. */
final class ScenarioYaml {

    private final Collection<Resource> files;

    ScenarioYaml(Collection<Resource> files) {
        this.files = files;
    }

    /** The location of the first endpoint of a component that lacks an option. */
    Optional<String> without(String component, String option) {
        return first(root -> line(root, component, option).map(line -> ", line " + line));
    }

    /** @throws ConfigurationException if a mapping has a duplicate key: Camel would drop the content of the first one */
    void refuseDuplicates() {
        first(ScenarioYaml::duplicate).ifPresent(place -> {
            throw new ConfigurationException(place);
        });
    }

    /** The first match, after the name of its file. Files that are not YAML are left to Camel. */
    private Optional<String> first(Function<Node, Optional<String>> search) {
        for (Resource file : files) {
            try (InputStream stream = file.getInputStream()) {
                Optional<String> found = new Compose(LoadSettings.builder().build()).composeInputStream(stream).flatMap(search);
                if (found.isPresent()) {
                    return found.map(each -> ScenarioPlace.shortened(file.getLocation()) + each);
                }
            } catch (IOException | YamlEngineException e) {
                continue;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> duplicate(Node node) {
        if (node instanceof SequenceNode list) {
            return list.getValue().stream().map(ScenarioYaml::duplicate).flatMap(Optional::stream).findFirst();
        } else if (node instanceof MappingNode map) {
            Set<String> names = new HashSet<>();
            return map.getValue().stream().map(each -> each.getKeyNode() instanceof ScalarNode key && !names.add(key.getValue())
                    ? key.getStartMark().map(mark -> ", line " + (mark.getLine() + 1) + ": " + key.getValue() + " stands here twice")
                    : duplicate(each.getValueNode())).flatMap(Optional::stream).findFirst();
        }
        return Optional.empty();
    }

    private static Optional<Integer> line(Node node, String component, String option) {
        if (node instanceof SequenceNode list) {
            return list.getValue().stream().map(each -> line(each, component, option)).flatMap(Optional::stream).findFirst();
        } else if (node instanceof MappingNode map) {
            Map<String, Node> fields = fields(map);
            boolean found = fields.get("uri") instanceof ScalarNode uri && uri.getValue().equals(component)
                    && !(fields.get("parameters") instanceof MappingNode given && fields(given).containsKey(option));
            return found ? fields.get("uri").getStartMark().map(mark -> mark.getLine() + 1)
                    : map.getValue().stream().map(each -> line(each.getValueNode(), component, option))
                            .flatMap(Optional::stream).findFirst();
        }
        return Optional.empty();
    }

    private static Map<String, Node> fields(MappingNode map) {
        Map<String, Node> fields = new HashMap<>();
        map.getValue().forEach(each -> {
            if (each.getKeyNode() instanceof ScalarNode key) {
                fields.put(key.getValue(), each.getValueNode());
            }
        });
        return fields;
    }
}
