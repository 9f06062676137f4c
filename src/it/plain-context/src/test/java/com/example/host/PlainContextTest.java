package com.example.host;

import com.example.Application;
import com.whitelabelcro.camel.WhiteLabelCro;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;

class PlainContextTest extends HostContract {

    @Override
    Host start(Map<String, String> properties) throws Exception {
        Properties more = new Properties();
        more.putAll(properties);
        CamelContext context = Application.create();
        context.getPropertiesComponent().setOverrideProperties(more);
        context.addRoutes(new WhiteLabelCro());
        context.start();
        return new Host(context, context);
    }

    @Override
    Host startWithoutThePack() throws Exception {
        CamelContext context = Application.create();
        context.start();
        return new Host(context, context);
    }
}
