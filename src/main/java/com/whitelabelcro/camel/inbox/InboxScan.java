package com.whitelabelcro.camel.inbox;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.app.ActionClient;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.error.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the files in {@code DIR/ACTION/} and {@code DIR/CONNECTION/ACTION/}. Hidden and temporary names and symbolic links are
 * ignored; a folder or file at a place where it means nothing is reported and left alone.
 */
final class InboxScan {

    static final String DONE = "done";
    static final String FAILED = "failed";
    static final String READY = ".ready";
    static final String WORK = ".importing";

    private static final Set<String> ENDS = Set.of(DONE, FAILED);
    private static final Set<String> TEMPORARY = Set.of(".part", ".filepart", ".partial", ".crdownload", ".tmp", ".temp", ".swp");

    private final Path directory;
    private final boolean onlyReady;
    private final ActionClient client;
    private final TellOnce tell;

    /** @param onlyReady whether a file counts only if there is another one beside it that says that it is complete */
    InboxScan(Path directory, boolean onlyReady, ActionClient client, TellOnce tell) {
        this.directory = directory;
        this.onlyReady = onlyReady;
        this.client = client;
        this.tell = tell;
    }

    /**
     * The files that are there now.
     *
     * @throws IOException if the inbox cannot be read
     */
    List<InboxFile> files() throws IOException {
        Map<String, Action> actions = client.pack().actions().stream().collect(Collectors.toMap(Action::name, Function.identity()));
        Set<String> connections = client.settings().connections().keySet();
        List<InboxFile> files = new ArrayList<>();
        Set<String> seen = new HashSet<>(Set.of(name(directory)));
        for (Path each : list(directory, seen)) {
            String name = name(each);
            if (!isFolder(each)) {
                tell.warn(name, "left alone: put it into a folder of the inbox that is named after an action, such as create-lead");
            } else if (actions.containsKey(name)) {
                find(each, Connection.DEFAULT, actions.get(name), files, seen);
            } else if (connections.contains(name)) {
                findByAction(each, name, actions, files, seen);
            } else {
                Set<String> known = new TreeSet<>(actions.keySet());
                known.addAll(connections);
                tell.warn(name, "left alone: there is no action and no connection of this name" + Suggestions.hint(name, known));
            }
        }
        tell.keep(seen);
        return files;
    }

    private void findByAction(Path folder, String connection, Map<String, Action> actions, List<InboxFile> files, Set<String> seen) {
        for (Path each : listOrTell(folder, seen)) {
            Action action = actions.get(each.getFileName().toString());
            if (action == null || !isFolder(each)) {
                tell.warn(name(each), "left alone: there is no action of this name"
                        + Suggestions.hint(each.getFileName().toString(), actions.keySet()));
            } else {
                find(each, connection, action, files, seen);
            }
        }
    }

    private void find(Path folder, String connection, Action action, List<InboxFile> files, Set<String> seen) {
        if (!client.settings().connections().containsKey(connection)) {
            tell.warn(name(folder), "left alone: there is no default connection; use the folder CONNECTION/" + action.name());
            return;
        }
        tell.over(name(folder));
        for (Path each : listOrTell(folder, seen)) {
            InboxFile file = new InboxFile(each, name(each), connection, action);
            if (ENDS.contains(each.getFileName().toString())) {
                continue;
            }
            boolean complete = !onlyReady || Files.exists(file.ready());
            if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS) && complete) {
                files.add(file);
            }
        }
    }

    private List<Path> listOrTell(Path folder, Set<String> seen) {
        try {
            return list(folder, seen);
        } catch (IOException e) {
            tell.warn(name(folder), "cannot be read (" + e.getClass().getSimpleName() + ")");
            return List.of();
        }
    }

    private List<Path> list(Path folder, Set<String> seen) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> found = all.filter(each -> !isIgnored(each)).sorted().toList();
            found.forEach(each -> seen.add(name(each)));
            return found;
        }
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isIgnored(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.startsWith(".") || name.endsWith("~") || name.endsWith(READY) || Files.isSymbolicLink(path)
                || TEMPORARY.stream().anyMatch(name::endsWith);
    }

    private String name(Path path) {
        return path.equals(directory) ? directory.toString() : directory.relativize(path).toString();
    }

    /** The work folders of files that are in the inbox no more; their imports have come to their end. */
    List<Path> leftOvers() throws IOException {
        try (Stream<Path> all = Files.find(directory, 3, (path, attributes) -> attributes.isDirectory()
                && inputOf(path).filter(input -> !Files.exists(input, LinkOption.NOFOLLOW_LINKS)).isPresent())) {
            return all.toList();
        }
    }

    private static Optional<Path> inputOf(Path work) {
        String name = work.getFileName().toString();
        return name.startsWith(".") && name.endsWith(WORK) && name.length() > WORK.length() + 1
                ? Optional.of(work.resolveSibling(name.substring(1, name.length() - WORK.length()))) : Optional.empty();
    }
}
