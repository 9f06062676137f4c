package com.whitelabelcro.camel.kamelet;

import com.whitelabelcro.camel.action.ActionRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.spi.Language;
import org.apache.camel.spi.SendDynamicAware;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Lets {@code toD}, {@code wireTap} and {@code enrich} call the pack's Kamelets with parameters. Camel would insert the
 * values into the URI and parse it: an {@code @} arrives as {@code %40}, text after an {@code &} becomes another
 * parameter, <code>${...}</code> in the data is evaluated, and each new value creates one more route. This class takes
 * the parameters from the URI as written in the route, before anything is evaluated. Each value is evaluated on its own
 * and put into the body or a header, and the Kamelet is called without parameters. {@link Addresses} prevents Camel from evaluating
 * them anyway, which would resolve <code>{{...}}</code> in the data.
 *
 * <p>Camel finds this class through the file {@code META-INF/services/org/apache/camel/send-dynamic/kamelet}, which
 * applies to the whole context. Everything that is not a Kamelet of the pack is left to Camel.
 */
public final class KameletSendDynamicAware extends ServiceSupport implements SendDynamicAware {

    private static final Pattern OF_THE_PACK = Pattern.compile("kamelet:(//)?wlcro-[^?]*\\?.*", Pattern.DOTALL);

    private static final String HEADERS = "headers";
    private static final String BODY = "body";

    private CamelContext context;
    private String scheme;
    private KameletUri address;
    private Language simple;

    @Override
    public void setCamelContext(CamelContext camelContext) {
        context = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setScheme(String name) {
        scheme = name;
    }

    @Override
    public String getScheme() {
        return scheme;
    }

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    /** The entry contains the request body and the headers made of the parameters; null if the URI is not the pack's. */
    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) {
        Optional<PackKamelet> called = PackKamelet.of(ActionRegistry.in(context), KameletUri.kamelet(uri));
        if (called.isEmpty() || !originalUri.contains("?")) {
            return null;
        }
        KameletUri written = address(originalUri);
        PackKamelet kamelet = called.get();
        KameletParameterCheck.check(kamelet, written.fields());
        Map<String, Object> values = new LinkedHashMap<>();
        written.fields().forEach((name, text) ->
                values.put(name, simple.createExpression(text).evaluate(exchange, Object.class)));
        Map<String, Object> form = new LinkedHashMap<>();
        form.put(HEADERS, KameletBodyProcessor.headers(kamelet, values, written.fields(), exchange));
        if (kamelet.action().isPresent() && !kamelet.headers().containsAll(values.keySet())) {
            form.put(BODY, KameletBodyProcessor.request(kamelet.action().get(), values, exchange));
        }
        return new DynamicAwareEntry(written.without(uri), originalUri, form, null);
    }

    /** Cached, because the URI in the route never changes. */
    private KameletUri address(String originalUri) {
        if (address == null) {
            simple = context.resolveLanguage("simple");
            address = KameletUri.of(originalUri, context::resolvePropertyPlaceholders);
        }
        return address;
    }

    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) {
        return entry.getUri();
    }

    @Override
    public Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) {
        Map<String, Object> form = entry.getProperties();
        return target -> {
            KameletHeaders.give(target, (Map<?, ?>) form.get(HEADERS));
            if (form.containsKey(BODY)) {
                target.getMessage().setBody(form.get(BODY));
            }
        };
    }

    @Override
    public Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return KameletHeaders::restore;
    }

    /** Encodes the parameters of each such URI when its route is added. */
    public static final class Addresses extends ModelLifecycleStrategySupport {

        @Override
        public void onAddRouteDefinition(RouteDefinition route) {
            ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDynamicDefinition.class).stream()
                    .filter(each -> OF_THE_PACK.matcher(String.valueOf(each.getUri())).matches())
                    .forEach(each -> each.setUri(KameletUri.encoded(each.getUri())));
        }
    }
}
