package com.whitelabelcro.camel.app.scenario;

import com.whitelabelcro.camel.action.Nearest;
import com.whitelabelcro.camel.connection.ConfigurationException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A value of a YAML file that knows where it stands, so that what is wrong with it can be told by file and line.
 *
 * @param file the file's name
 * @param line its line, from 1
 * @param text how a single value is written; of all others empty
 * @param value a map of text to {@code Yaml}, a list of {@code Yaml}, or a single value
 */
record Yaml(String file, int line, String text, Object value) {

    /**
     * Reads a file.
     *
     * @throws ConfigurationException if it cannot be read, or if it is no YAML
     */
    static Yaml read(Path file) {
        LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
        String name = file.toString();
        try {
            Node root = new Compose(settings).composeReader(new StringReader(Files.readString(file)))
                    .orElseThrow(() -> new ConfigurationException(name + " is empty"));
            Map<Tag, ConstructNode> kinds = settings.getSchema().getSchemaTagConstructors();
            // Text has none: it is what it is.
            return of(name, root, node -> kinds.containsKey(node.getTag())
                    ? kinds.get(node.getTag()).construct(node) : node.getValue());
        } catch (IOException e) {
            throw new ConfigurationException(name + " cannot be read; it must be a file of UTF-8 text");
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new ConfigurationException(name + ":" + line + ": this is no YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new ConfigurationException(name + ": this is no YAML: " + e.getMessage());
        }
    }

    private static Yaml of(String file, Node node, Function<ScalarNode, Object> scalars) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        if (node instanceof MappingNode mapping) {
            Map<String, Yaml> map = new LinkedHashMap<>();
            for (NodeTuple each : mapping.getValue()) {
                Yaml key = of(file, each.getKeyNode(), scalars);
                if (map.put(key.text(), of(file, each.getValueNode(), scalars)) != null) {
                    throw key.mistake(key.text() + " stands here twice");
                }
            }
            return new Yaml(file, line, "", map);
        } else if (node instanceof SequenceNode sequence) {
            List<Yaml> list = new ArrayList<>();
            sequence.getValue().forEach(each -> list.add(of(file, each, scalars)));
            return new Yaml(file, line, "", list);
        }
        ScalarNode scalar = (ScalarNode) node;
        return new Yaml(file, line, scalar.getValue(), scalars.apply(scalar));
    }

    /** What to tell of a mistake here. */
    ConfigurationException mistake(String what) {
        return new ConfigurationException(file + ":" + line + ": " + what);
    }

    /** The members by name; nothing at all is a map of nothing. */
    Map<String, Yaml> entries(String what) {
        if (value == null) {
            return Map.of();
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Yaml> entries = new LinkedHashMap<>();
            map.forEach((name, each) -> entries.put((String) name, (Yaml) each));
            return entries;
        }
        throw mistake(what + " must be a map, as in name: value");
    }

    /** The members by name, of which only these may be there. */
    Map<String, Yaml> entries(String what, Set<String> known) {
        Map<String, Yaml> entries = entries(what);
        entries.forEach((name, each) -> {
            if (!known.contains(name)) {
                throw each.mistake(what + " has no \"" + name + "\"" + Nearest.hint(name, known)
                        + " (" + String.join(", ", known) + ")");
            }
        });
        return entries;
    }

    /** The elements of a list. */
    List<Yaml> items(String what) {
        if (value instanceof List<?> list) {
            return list.stream().map(Yaml.class::cast).toList();
        }
        throw mistake(what + " must be a list, each element behind a dash");
    }

    /** A single value as text. */
    String text(String what) {
        if (value == null || value instanceof Map || value instanceof List) {
            throw mistake(what + " must be a text");
        }
        return text;
    }

    /** A whole number that is not below zero. */
    int number(String what) {
        if (value instanceof Integer number && number >= 0) {
            return number;
        }
        throw mistake(what + " must be a number such as 2");
    }

    /** The value as others take it: maps, lists and single values. */
    Object plain() {
        if (value instanceof Map) {
            Map<String, Object> map = new LinkedHashMap<>();
            entries("").forEach((name, each) -> map.put(name, each.plain()));
            return map;
        } else if (value instanceof List) {
            List<Object> list = new ArrayList<>();
            items("").forEach(each -> list.add(each.plain()));
            return list;
        }
        return value;
    }
}
