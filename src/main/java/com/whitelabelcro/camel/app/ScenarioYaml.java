package com.whitelabelcro.camel.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.spi.Resource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Searches the source text of scenarios for a location, when Camel failed before a route existed and gives none. */
final class ScenarioYaml {

    private final Collection<Resource> files;

    ScenarioYaml(Collection<Resource> files) {
        this.files = files;
    }

    /** The location of the first endpoint of a component that lacks an option. */
    Optional<String> without(String component, String option) {
        for (Resource file : files) {
            try (InputStream stream = file.getInputStream()) {
                Optional<Integer> line = new Compose(LoadSettings.builder().build()).composeInputStream(stream)
                        .flatMap(root -> line(root, component, option));
                if (line.isPresent()) {
                    return line.map(each -> ScenarioPlace.shortened(file.getLocation()) + ", line " + each);
                }
            } catch (IOException | YamlEngineException e) {
                // The failure is then reported without a location.
                continue;
            }
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
