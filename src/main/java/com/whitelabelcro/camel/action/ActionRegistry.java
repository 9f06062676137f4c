package com.whitelabelcro.camel.action;

import com.whitelabelcro.camel.error.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.ResourceHelper;

/**
 * The known actions: those of the pack's own routes, and those of routes that were created from the template
 * {@code wlcro-action}, for as long as these are in the context. An invalid route fails the start with a one-line
 * message. Thread-safe.
 */
public final class ActionRegistry extends LifecycleStrategySupport {

    /**
     * A repeated POST may create a second record; a repeated PUT or PATCH may not (RFC 9110 section 9.2.2 for PUT).
     */
    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    /** No empty segments and no segments that begin with a dot, so that the path cannot lead elsewhere. */
    private static final Pattern PATH = Pattern.compile("(/([A-Za-z0-9_~-][A-Za-z0-9._~-]*|\\{[a-z_]+}))+");

    private final CamelContext context;
    private final Map<String, Action> known = Collections.synchronizedMap(new LinkedHashMap<>());

    public ActionRegistry(CamelContext context) {
        this.context = context;
    }

    /** The actions of the pack in this context; empty if the context has no pack. */
    public static List<Action> in(CamelContext context) {
        return context.getLifecycleStrategies().stream().filter(ActionRegistry.class::isInstance).map(ActionRegistry.class::cast)
                .findFirst().map(ActionRegistry::all).orElse(List.of());
    }

    /** All actions, the pack's own first, in the order of their routes. */
    public List<Action> all() {
        synchronized (known) {
            return List.copyOf(known.values());
        }
    }

    /** The action with this name; empty if there is none. */
    public Optional<Action> named(String name) {
        return Optional.ofNullable(known.get(name));
    }

    /** Adds the action of one of the pack's own routes. */
    public void ship(RouteDefinition route) {
        ActionRoute definition = ActionRoute.of(route).orElseThrow(
                () -> new IllegalStateException("The route " + route.getRouteId() + " does not say which action it is"));
        known.put(definition.name(), Action.of(definition.name(), definition.method(), definition.path()));
    }

    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        routes.forEach(route -> fromTemplate(route).ifPresent(added -> known.put(added.name(), action(route, added))));
    }

    @Override
    public void onRoutesRemove(Collection<Route> routes) {
        routes.forEach(route -> fromTemplate(route).ifPresent(removed -> known.remove(removed.name())));
    }

    private static Optional<ActionRoute> fromTemplate(Route route) {
        return route.getRoute() instanceof RouteDefinition definition && Boolean.TRUE.equals(definition.isTemplate())
                ? ActionRoute.of(definition).filter(each -> each.schema() != null) : Optional.empty();
    }

    private Action action(Route route, ActionRoute definition) {
        if (!NAME.matcher(definition.name()).matches()) {
            throw wrong(route, "name must be lower-case words joined by dashes, such as create-task");
        } else if (named(definition.name()).isPresent()) {
            throw wrong(route, "there is an action " + definition.name() + " already; give it another name");
        } else if (!METHODS.contains(definition.method())) {
            throw wrong(route, "method must be POST, PUT or PATCH");
        } else if (!PATH.matcher(definition.path()).matches() || definition.path().indexOf('{') != definition.path().lastIndexOf('{')) {
            throw wrong(route, "path must be one such as /api/v1/tasks or /api/v1/tasks/{task_id}, with one id at most");
        }
        try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, definition.schema())) {
            return Action.of(definition.name(), definition.method(), definition.path(), in);
        } catch (IOException e) {
            throw wrong(route, "its schema cannot be read: " + definition.schema());
        } catch (IllegalArgumentException e) {
            throw wrong(route, e.getMessage());
        }
    }

    private static ConfigurationException wrong(Route route, String what) {
        return new ConfigurationException("The route " + route.getRouteId() + ", made of wlcro-action: " + what);
    }
}
