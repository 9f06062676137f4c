package com.example.host;

import java.nio.file.Path;

/** The nested jar that Spring Boot builds. */
class PackagedIT extends PackagedContract {

    @Override
    Path jar() {
        return Path.of("target", "spring-boot-1.jar");
    }
}
