package com.example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** An application on Spring Boot. The pack is in it because its jar is a dependency. */
@SpringBootApplication
public class Application {

    /** A bean of this application's own. */
    @Bean
    String ledger() {
        return "the host's own";
    }

    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }
}
