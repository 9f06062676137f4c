package com.example;

import org.apache.camel.main.Main;

/**
 * An application of camel-main, which finds the routes of this package. The pack is in it by {@code camel.beans.wlcro} of
 * application.properties.
 */
public class Application {

    public static Main create() {
        Main main = new Main(Application.class);
        main.bind("ledger", "the host's own");
        return main;
    }

    public static void main(String[] args) throws Exception {
        create().run(args);
    }
}
