package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The components, languages and other parts of Camel that are not in this jar, with the artifact that contains
 * each. The list was generated from Camel's catalog.
 */
public final class CamelArtifacts {

    private static final String COMPONENT = "component";
    private static final String SERVICE = "META-INF/services/org/apache/camel/component/";
    private static final String LIST = "/wlcro/camel-artifacts.txt";

    private final Map<String, Map<String, String>> kinds = new TreeMap<>();

    private CamelArtifacts() {}

    static CamelArtifacts read() {
        CamelArtifacts artifacts = new CamelArtifacts();
        try (InputStream list = CamelArtifacts.class.getResourceAsStream(LIST)) {
            new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().map(line -> line.split(" ", 3)).forEach(
                    each -> artifacts.kinds.computeIfAbsent(each[0], kind -> new TreeMap<>())
                            .put(each[1], each.length > 2 ? each[2] : ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return artifacts;
    }

    /**
     * Checks that these components are available.
     *
     * @param artifacts the names of Camel artifacts, such as {@code camel-quartz}
     * @throws ConfigurationException if one is missing or unknown; the message says where to put it
     */
    public static void require(List<String> artifacts) {
        CamelArtifacts known = read();
        for (String artifact : artifacts) {
            Set<String> components = known.components(artifact);
            if (components.isEmpty()) {
                throw new ConfigurationException("Camel has no component in an artifact of this name: " + artifact
                        + Suggestions.hint(artifact, known.artifacts()));
            } else if (components.stream().noneMatch(each -> CamelArtifacts.class.getClassLoader().getResource(SERVICE + each) != null)) {
                throw new ConfigurationException(artifact + " is not here. " + howToAdd(artifact));
            }
        }
    }

    /** How a user adds an artifact. */
    private static String howToAdd(String artifact) {
        return "Put it, and the jars that it depends on, into lib/ext of the package (mvn -f lib/ext/pom.xml -Dwith=" + artifact
                + "), or add it to pom.xml and build again (docs/scenarios.md, section 8)";
    }

    /**
     * The artifact that contains a part; several, separated by spaces, if it needs several.
     *
     * @param kind component, language, dataformat, kamelet or step
     */
    Optional<String> of(String kind, String name) {
        return Optional.ofNullable(kinds.get(kind).get(name));
    }

    /** All names of a kind. */
    Set<String> names(String kind) {
        return kinds.get(kind).keySet();
    }

    /** The names of the components that an artifact contains; empty if there is no such artifact. */
    Set<String> components(String artifact) {
        return kinds.get(COMPONENT).entrySet().stream().filter(each -> List.of(each.getValue().split(" ")).contains(artifact))
                .map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    /** All artifacts that contain a component. */
    Set<String> artifacts() {
        return kinds.get(COMPONENT).values().stream().flatMap(each -> Stream.of(each.split(" ")))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
