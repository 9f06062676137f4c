package com.whitelabelcro.camel.app;

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
 * The components, languages and other parts that Camel offers beyond those of this jar, with the artifact that contains
 * each. The list was generated from Camel's catalog.
 */
final class CamelArtifacts {

    private static final String COMPONENT = "component";
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
