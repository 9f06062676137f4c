package com.example.host;

import com.example.Application;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.main.Main;

class CamelMainTest extends HostContract {

    @Override
    Host start(Map<String, String> properties) {
        Main main = Application.create();
        properties.forEach(main::addOverrideProperty);
        main.start();
        return new Host(main.getCamelContext(), main::stop);
    }

    @Override
    Host startWithoutThePack() throws IOException {
        Properties own = new Properties();
        try (InputStream file = Application.class.getResourceAsStream("/application.properties")) {
            own.load(file);
        }
        own.remove("camel.beans.wlcro");
        Main main = Application.create();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setInitialProperties(own);
        main.start();
        return new Host(main.getCamelContext(), main::stop);
    }
}
