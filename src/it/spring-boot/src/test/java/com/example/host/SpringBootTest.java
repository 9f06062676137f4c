package com.example.host;

import com.example.Application;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class SpringBootTest extends HostContract {

    @Override
    Host start(Map<String, String> properties) {
        return run(properties);
    }

    @Override
    Host startWithoutThePack() {
        return run(Map.of("spring.autoconfigure.exclude",
                "com.whitelabelcro.camel.spring.WhiteLabelCroAutoConfiguration"));
    }

    private static Host run(Map<String, String> properties) {
        ConfigurableApplicationContext spring = SpringApplication.run(Application.class, properties.entrySet().stream()
                .map(each -> "--" + each.getKey() + "=" + each.getValue()).toArray(String[]::new));
        return new Host(spring.getBean(CamelContext.class), spring);
    }
}
