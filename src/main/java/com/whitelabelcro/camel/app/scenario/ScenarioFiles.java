package com.whitelabelcro.camel.app.scenario;

import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.connection.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which scenarios are meant, as Camel reads it.
 *
 * @param pattern what Camel includes, such as {@code file:scenarios/*.camel.yaml}; several joined by commas
 * @param named whether they were named one by one, and not by the property
 */
record ScenarioFiles(String pattern, boolean named) {

    private static final String FILE = "file:";

    /**
     * These files; of none, those of the configuration.
     *
     * @throws ConfigurationException if there is no such file
     */
    static ScenarioFiles of(List<String> files, Configuration configuration) {
        if (files.isEmpty()) {
            return new ScenarioFiles(configuration.scenarios(), false);
        }
        files.forEach(ScenarioFiles::look);
        return new ScenarioFiles(files.stream().map(file -> FILE + file).collect(Collectors.joining(",")), true);
    }

    private static void look(String file) {
        if (file.endsWith(".test.yaml")) {
            throw new ConfigurationException(file + " is a test; run it with wlcro test " + file);
        } else if (file.contains("*")) {
            return;
        } else if (!Files.isRegularFile(Path.of(file))) {
            throw new ConfigurationException("There is no such file: " + file);
        }
    }

    /** Where Kamelets are looked for: ours, then those in {@code kamelets} in the working directory and beside the files. */
    String kamelets() {
        Set<String> places = new LinkedHashSet<>(List.of("classpath:kamelets", FILE + "kamelets"));
        for (String each : pattern.split(",")) {
            int slash = each.lastIndexOf('/');
            if (each.startsWith(FILE) && slash > 0 && each.indexOf('*') > slash | !each.contains("*")) {
                places.add(each.substring(0, slash) + "/kamelets");
            }
        }
        return String.join(",", places);
    }

    /** What to say if there is none. */
    ConfigurationException none() {
        return new ConfigurationException("There is no scenario at " + pattern
                + "; put a Camel route in YAML there, or " + (named ? "name another file" : "set " + Configuration.SCENARIOS));
    }
}
