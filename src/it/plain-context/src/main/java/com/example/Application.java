package com.example;

import com.whitelabelcro.camel.WhiteLabelCro;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;

/** An application that creates its CamelContext itself. */
public class Application {

    /** The application without the pack. */
    public static CamelContext create() throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().setLocation("classpath:application.properties");
        context.getRegistry().bind("ledger", "the host's own");
        context.getComponent("http", HttpComponent.class).setFollowRedirects(true);
        ThreadPoolProfile threads = context.getExecutorServiceManager().getDefaultThreadPoolProfile();
        threads.setPoolSize(7);
        threads.setMaxPoolSize(9);
        context.addRoutes(new Contacts());
        return context;
    }

    public static void main(String[] args) throws Exception {
        CamelContext context = create();
        context.addRoutes(new WhiteLabelCro());
        context.start();
        Runtime.getRuntime().addShutdownHook(new Thread(context::stop));
    }
}
