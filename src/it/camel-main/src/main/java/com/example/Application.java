package com.example;

import org.apache.camel.main.Main;

/**
 * An application with camel-main, which finds the routes of this package. The property {@code camel.beans.wlcro} of
 * application.properties adds the pack.
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
