package com.whitelabelcro.camel.config;

import com.whitelabelcro.camel.error.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The inbox folder of {@code run}. Immutable.
 *
 * @param directory {@code wlcro.inbox}
 * @param rest {@code wlcro.inbox.rest}: how long a file must not have changed before it is imported
 * @param ready {@code wlcro.inbox.ready}: whether a file is imported only if there is a file FILE.ready beside it
 */
public record InboxConfig(Path directory, Duration rest, boolean ready) {

    /** The property for the folder. */
    public static final String DIRECTORY = "wlcro.inbox";

    private static final String REST = "wlcro.inbox.rest";
    private static final String READY = "wlcro.inbox.ready";

    static final Set<String> PROPERTIES = Set.of(DIRECTORY, REST, READY);

    private enum Choice { FALSE, TRUE }

    /**
     * Reads the configuration; empty if there is no inbox.
     *
     * @param properties all properties of the pack, with their placeholders resolved
     * @throws ConfigurationException if a value is invalid
     */
    public static Optional<InboxConfig> read(Map<String, String> properties) {
        Map<String, String> set = new HashMap<>();
        properties.forEach((name, value) -> {
            if (PROPERTIES.contains(name) && !value.isBlank()) {
                set.put(name, value.strip());
            }
        });
        Values values = new Values(set);
        Duration rest = values.duration(REST, "5s", Duration.ofHours(24));
        boolean ready = values.choice(READY, Choice.FALSE) == Choice.TRUE;
        return Optional.ofNullable(set.get(DIRECTORY)).map(directory -> new InboxConfig(
                HomeFolder.ofUser().expand(directory, DIRECTORY).toAbsolutePath().normalize(), rest, ready));
    }
}
