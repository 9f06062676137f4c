package com.example.host;

import java.nio.file.Path;

/** The application as Quarkus packages it for the JVM. */
class PackagedIT extends PackagedContract {

    @Override
    Path jar() {
        return Path.of("target", "quarkus-app", "quarkus-run.jar");
    }
}
