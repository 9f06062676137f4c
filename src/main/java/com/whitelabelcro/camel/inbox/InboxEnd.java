package com.whitelabelcro.camel.inbox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.whitelabelcro.camel.inbox.InboxFile.FileState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Moves a file from the inbox to {@code done/} or {@code failed/}, together with its result. Whenever the process dies, the file
 * is either in the inbox, or in one of these folders with its result beside it:
 *
 * <ol>
 *   <li>The import runs with the file in its place. Its failed rows are written to the work folder {@code .FILE.importing/}.
 *       A process that dies here begins again; the ledger knows what was applied.
 *   <li>The result is written to the work folder, and then, by an atomic rename, a note with the destination of all files. From
 *       here on the file is not imported again.
 *   <li>Failed rows and result are moved to their destination, under unused names.
 *   <li>The file is moved there, by an atomic rename. This ends its import.
 *   <li>The work folder is removed.
 * </ol>
 *
 * A process that died after the second step continues with the third one. A note is ignored if its file has changed or was
 * replaced by another one.
 */
final class InboxEnd {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String NOTE = "ended.json";
    private static final String RESULT = "result.json";
    /** The files in a work folder, and their suffixes beside the imported file at the end. */
    private static final Map<String, String> PARTS = Map.of("import.failed.jsonl", ".failed.jsonl", "import.failed.csv", ".failed.csv",
            RESULT, ".result.json");

    private InboxEnd() {}

    /**
     * The content of the note: the destination of the files.
     *
     * @param done whether the file goes to {@code done/}
     * @param name the name of the file there
     * @param state the state by which the file is recognised
     */
    record EndNote(boolean done, String name, FileState state) {

        Path target(InboxFile file) {
            return file.folder(done).resolve(name);
        }

        /** The path of the result within the inbox, for messages. */
        String result(InboxFile file) {
            return Path.of(file.name()).resolveSibling(file.folder(done).getFileName()).resolve(name + PARTS.get(RESULT)).toString();
        }
    }

    /**
     * Creates an empty work folder.
     *
     * @throws IOException if that is impossible
     */
    static Path begin(InboxFile file) throws IOException {
        remove(file.work());
        return Files.createDirectory(file.work());
    }

    /**
     * Step 2: from now on, the import has ended.
     *
     * @param state the state of the file that was imported
     * @throws IOException if it cannot be written; the file is imported again then
     */
    static EndNote write(InboxFile file, FileState state, InboxResult result) throws IOException {
        EndNote note = new EndNote(result.done(), freeName(file, result.done()), state);
        Map<String, Object> values = new LinkedHashMap<>(result.values());
        values.put("failedRows", PARTS.entrySet().stream().filter(part -> !part.getKey().equals(RESULT))
                .filter(part -> Files.exists(file.work().resolve(part.getKey()))).map(part -> note.name() + part.getValue()).sorted().toList());
        put(file.work().resolve(RESULT), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(values));
        Path written = file.work().resolve(NOTE + ".tmp");
        put(written, JSON.writeValueAsBytes(note));
        Files.move(written, file.work().resolve(NOTE), StandardCopyOption.ATOMIC_MOVE);
        return note;
    }

    private static void put(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes));
            channel.force(true);
        }
    }

    /**
     * {@code contacts.csv}, or {@code contacts.2.csv} and so on if that name, or the name of a file that belongs to it, is already in
     * use.
     */
    private static String freeName(InboxFile file, boolean done) {
        String name = file.path().getFileName().toString();
        int dot = name.indexOf('.', 1);
        String free = name;
        for (int number = 2; isTaken(file.folder(done), free); number++) {
            free = dot < 0 ? name + "." + number : name.substring(0, dot) + "." + number + name.substring(dot);
        }
        return free;
    }

    private static boolean isTaken(Path folder, String name) {
        return Stream.concat(Stream.of(""), PARTS.values().stream())
                .anyMatch(ending -> Files.exists(folder.resolve(name + ending), LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * The note of a process that died before the last step.
     *
     * @throws IOException if the file or the work folder cannot be read
     */
    static Optional<EndNote> left(InboxFile file) throws IOException {
        Path written = file.work().resolve(NOTE);
        if (!Files.exists(written)) {
            return Optional.empty();
        }
        EndNote note = JSON.readValue(written.toFile(), EndNote.class);
        boolean valid = note.state().equals(FileState.of(file.path())) && !Files.exists(note.target(file), LinkOption.NOFOLLOW_LINKS);
        return valid ? Optional.of(note) : Optional.empty();
    }

    /**
     * Steps 3 to 5; may be repeated.
     *
     * @throws IOException if a step is impossible, for example because the disk is full
     */
    static void finish(InboxFile file, EndNote note) throws IOException {
        Path target = note.target(file);
        Files.createDirectories(target.getParent());
        for (Map.Entry<String, String> part : PARTS.entrySet()) {
            Path from = file.work().resolve(part.getKey());
            if (Files.exists(from)) {
                Files.move(from, target.resolveSibling(note.name() + part.getValue()), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        // Before the file is moved: if the ready file were left behind, the next file of this name would count as complete.
        Files.deleteIfExists(file.ready());
        Files.move(file.path(), target, StandardCopyOption.ATOMIC_MOVE);
        remove(file.work());
    }

    /** Removes a work folder and what is in it. */
    static void remove(Path work) throws IOException {
        if (Files.isDirectory(work, LinkOption.NOFOLLOW_LINKS)) {
            List<Path> inside;
            try (Stream<Path> all = Files.list(work)) {
                inside = all.toList();
            }
            for (Path each : inside) {
                Files.delete(each);
            }
            Files.delete(work);
        }
    }
}
