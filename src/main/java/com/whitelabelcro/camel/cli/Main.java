package com.whitelabelcro.camel.cli;

import com.whitelabelcro.camel.app.Logging;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The entry point of {@code java -jar whitelabelcro-camel-routes.jar}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        List<InputStream> placeholders = StandardStreams.guard();
        Logging.begin();
        int exit = Wlcro.run(arguments);
        placeholders.clear();
        System.exit(exit);
    }
}
