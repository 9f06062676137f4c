package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.app.cli.Wlcro;

/** Where {@code java -jar whitelabelcro-camel-routes.jar} begins. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Logging.begin();
        System.exit(Wlcro.run(arguments));
    }
}
