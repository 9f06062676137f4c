package com.whitelabelcro.camel.inbox;

import com.whitelabelcro.camel.action.Action;
import java.nio.file.Path;

/**
 * A file in the inbox.
 *
 * @param path where it is
 * @param name its path within the inbox, for people
 * @param connection the connection that it is imported with
 * @param action the action that is called for each of its rows
 */
record InboxFile(Path path, String name, String connection, Action action) {

    /** The file that says that this one is complete. */
    Path ready() {
        return path.resolveSibling(path.getFileName() + InboxScan.READY);
    }

    /** The folder of files whose rows were all applied, or of the others. */
    Path folder(boolean done) {
        return path.resolveSibling(done ? InboxScan.DONE : InboxScan.FAILED);
    }

    /** A hidden folder for what belongs to the import of this file as long as it runs. */
    Path work() {
        return path.resolveSibling("." + path.getFileName() + InboxScan.WORK);
    }
}
