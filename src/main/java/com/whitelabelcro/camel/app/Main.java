package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.app.cli.Wlcro;

/** Where {@code java -jar whitelabelcro-camel-routes.jar} begins. */
public final class Main {

    private static final String LOGGING = "logback.configurationFile";

    private Main() {}

    public static void main(String[] arguments) {
        // Not a logback.xml in the jar's root, which would be taken for a host's.
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "wlcro/logback.xml");
        }
        System.exit(Wlcro.run(arguments));
    }
}
