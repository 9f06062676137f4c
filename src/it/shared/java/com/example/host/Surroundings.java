package com.example.host;

import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.PluginHelper;

/** The content of a context besides the pack, as texts that can be compared. */
final class Surroundings {

    private final Map<String, String> facts = new TreeMap<>();

    private Surroundings() {}

    static Map<String, String> of(CamelContext context) {
        Surroundings all = new Surroundings();
        all.switches(context);
        all.components(context);
        all.forAllRoutes(context, context.getCamelContextExtension());
        all.threads(context.getExecutorServiceManager().getDefaultThreadPoolProfile());
        all.converters(context.getTypeConverterRegistry());
        all.note("greeting", context.resolvePropertyPlaceholders("{{greeting}}"));
        all.properties(context.getPropertiesComponent().loadProperties(Surroundings::isTheHosts));
        return all.facts;
    }

    private static boolean isTheHosts(String property) {
        return property.equals("demo") || property.startsWith("camel.") && !property.equals("camel.beans.wlcro");
    }

    private void properties(Properties properties) {
        properties.stringPropertyNames().forEach(name -> note("property " + name, properties.getProperty(name)));
    }

    private void switches(CamelContext context) {
        note("tracing", context.isTracing());
        note("message history", context.isMessageHistory());
        note("stream caching", context.isStreamCaching());
        note("log mask", context.isLogMask());
        note("delayer", context.getDelayer());
        note("auto startup", context.isAutoStartup());
        note("shutdown timeout", context.getShutdownStrategy().getTimeout());
        note("global options", context.getGlobalOptions());
    }

    /** Every option of every component. Each of these hosts also has the HTTP component, which the pack uses, too. */
    private void components(CamelContext context) {
        context.getComponent("http");
        for (String name : context.getComponentNames()) {
            if (!name.startsWith("wlcro")) {
                Component component = context.getComponent(name);
                Map<String, Object> options = new HashMap<>();
                PluginHelper.getBeanIntrospection(context).getProperties(component, options, null);
                options.remove("camelContext");
                options.forEach((option, value) -> note(name + "." + option, isPlain(value) ? value : value.getClass()));
            }
        }
    }

    private static boolean isPlain(Object value) {
        return value == null || value.getClass().getName().startsWith("java.lang.");
    }

    private void forAllRoutes(CamelContext context, ExtendedCamelContext extension) {
        note("error handler", extension.getErrorHandlerFactory());
        note("intercept strategies", extension.getInterceptStrategies().size());
        // The pack's own policy answers HTTP with an action's result, and changes nothing else.
        note("route policies", context.getRoutePolicyFactories().stream()
                .filter(each -> !each.getClass().getName().startsWith("com.whitelabelcro.")).toList());
        note("log listeners", extension.getLogListeners());
    }

    private void threads(ThreadPoolProfile profile) {
        note("threads", profile.getPoolSize() + " " + profile.getMaxPoolSize() + " " + profile.getMaxQueueSize() + " "
                + profile.getKeepAliveTime() + " " + profile.getRejectedPolicy());
    }

    /** The type converters. They are not counted, because Camel adds one when it finds an indirect conversion. */
    private void converters(TypeConverterRegistry registry) {
        List<Class<?>> types = List.of(String.class, Map.class, byte[].class, InputStream.class, Integer.class, List.class);
        for (Class<?> from : types) {
            for (Class<?> to : types) {
                note("from " + from.getSimpleName() + " to " + to.getSimpleName(), registry.lookup(to, from));
            }
        }
    }

    /** Removes identity hash codes. */
    private void note(String what, Object value) {
        facts.put(what, String.valueOf(value).replaceAll("@[0-9a-f]+|0x[0-9a-f]+", "@"));
    }
}
