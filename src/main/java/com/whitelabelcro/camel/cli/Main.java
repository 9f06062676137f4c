package com.whitelabelcro.camel.cli;

import com.whitelabelcro.camel.app.Logging;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Where {@code java -jar whitelabelcro-camel-routes.jar} begins. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        List<InputStream> held = StandardStreams.guard();
        Logging.begin();
        int exit = Wlcro.run(arguments);
        held.clear();
        System.exit(exit);
    }
}
