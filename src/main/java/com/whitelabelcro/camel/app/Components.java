package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Suggestions;
import java.util.List;
import java.util.Set;

/** Checks that Camel components which a user's scenarios need are on the class path. */
public final class Components {

    private static final String SERVICE = "META-INF/services/org/apache/camel/component/";

    private Components() {}

    /**
     * Checks that these components are available.
     *
     * @param artifacts the names of Camel artifacts, such as {@code camel-quartz}
     * @throws ConfigurationException if one is missing or unknown; the message says where to put it
     */
    public static void require(List<String> artifacts) {
        CamelArtifacts known = CamelArtifacts.read();
        for (String artifact : artifacts) {
            Set<String> components = known.components(artifact);
            if (components.isEmpty()) {
                throw new ConfigurationException("Camel has no component in an artifact of this name: " + artifact
                        + Suggestions.hint(artifact, known.artifacts()));
            } else if (components.stream().noneMatch(each -> Components.class.getClassLoader().getResource(SERVICE + each) != null)) {
                throw new ConfigurationException(artifact + " is not here. " + howToAdd(artifact));
            }
        }
    }

    /** How a user adds an artifact. */
    private static String howToAdd(String artifact) {
        return "Put it, and the jars that it depends on, into lib/ext of the package (mvn -f lib/ext/pom.xml -Dwith=" + artifact
                + "), or add it to pom.xml and build again (docs/scenarios.md, section 8)";
    }
}
