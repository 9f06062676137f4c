package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.setup.RoutePackInstaller;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where Kamelets are found: in the pack, and in the user's folders in the working directory and beside the scenarios.
 */
public final class Kamelets {

    private static final String FOLDER = "kamelets";
    private static final String SUFFIX = ".kamelet.yaml";

    private Kamelets() {}

    /** The locations in the form that Camel expects. */
    static String places(List<Path> scenarios) {
        Set<String> places = new LinkedHashSet<>(List.of("classpath:" + FOLDER, "file:" + FOLDER));
        scenarios.forEach(file -> places.add("file:" + file.resolveSibling(FOLDER)));
        return String.join(",", places);
    }

    /** The names of the available Kamelets. */
    static Set<String> names(RoutePackInstaller pack, List<Path> scenarios) {
        Set<String> names = new TreeSet<>();
        if (pack != null) {
            pack.actions().forEach(action -> names.add("wlcro-" + action.name() + "-action"));
        }
        Set<Path> folders = new LinkedHashSet<>(List.of(Path.of(FOLDER)));
        scenarios.forEach(file -> folders.add(file.resolveSibling(FOLDER)));
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
                    files.forEach(each -> names.add(each.getFileName().toString().replace(SUFFIX, "")));
                } catch (IOException e) {
                    // Ignored, because the names are only used for suggestions.
                    return names;
                }
            }
        }
        return names;
    }
}
