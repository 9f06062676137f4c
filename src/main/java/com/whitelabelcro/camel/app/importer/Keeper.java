package com.whitelabelcro.camel.app.importer;

import java.io.IOException;
import java.util.function.Consumer;

/** Keeps what did not get through in a {@link FailedFile}, unless it is a dry run; if that fails, the import stops. */
final class Keeper {

    private final FailedFile file;
    private final boolean dryRun;
    private final Consumer<String> stop;

    Keeper(FailedFile file, boolean dryRun, Consumer<String> stop) {
        this.file = file;
        this.dryRun = dryRun;
        this.stop = stop;
        if (!dryRun) {
            file.mustBeWritable();
        }
    }

    void keep(Pending pending, String error, String message) {
        keep(pending.line(), () -> file.add(pending, error, message));
    }

    void keep(Row.Broken broken) {
        keep(broken.line(), () -> file.add(broken));
    }

    private void keep(long line, Writing writing) {
        if (dryRun) {
            return;
        }
        try {
            writing.write();
        } catch (IOException e) {
            stop.accept("the record of line " + line + " could not be written to the file of those that failed");
        }
    }

    void close() {
        try {
            file.close();
        } catch (IOException e) {
            stop.accept("the file of those that failed could not be closed");
        }
    }

    private interface Writing {
        void write() throws IOException;
    }
}
