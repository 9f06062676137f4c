package com.example;

import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/** The command {@code camel}. */
public final class Camel {

    private Camel() {}

    public static void main(String[] arguments) {
        CamelJBangMain.run(arguments);
    }
}
