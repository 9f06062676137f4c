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
 * The actions that there are: those of the pack's own routes, and those that routes of the template {@code wlcro-action}
 * add for as long as they are in the context. A route that asks for what cannot be ends the start with one line.
 */
public final class ActionRegistry extends LifecycleStrategySupport {

    /** POST may make a second record if it is repeated; PUT and PATCH may not (RFC 9110 section 9.2.2 for PUT). */
    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    /** No dots alone, no empty segments: a path goes to the connection's host, and to where it says. */
    private static final Pattern PATH = Pattern.compile("(/([A-Za-z0-9_~-][A-Za-z0-9._~-]*|\\{[a-z_]+}))+");

    private final CamelContext context;
    private final Map<String, Action> known = Collections.synchronizedMap(new LinkedHashMap<>());

    public ActionRegistry(CamelContext context) {
        this.context = context;
    }

    /** All of them, the pack's own first, in the order of their routes. */
    public List<Action> all() {
        synchronized (known) {
            return List.copyOf(known.values());
        }
    }

    /** The action of that name. */
    public Optional<Action> named(String name) {
        return Optional.ofNullable(known.get(name));
    }

    /** Adds the action of one of the pack's own routes. */
    public void ship(RouteDefinition route) {
        ActionRoute said = ActionRoute.of(route).orElseThrow(
                () -> new IllegalStateException("The route " + route.getRouteId() + " does not say which action it is"));
        known.put(said.name(), Action.of(said.name(), said.method(), said.path()));
    }

    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        routes.forEach(route -> madeOfTemplate(route).ifPresent(said -> known.put(said.name(), action(route, said))));
    }

    @Override
    public void onRoutesRemove(Collection<Route> routes) {
        routes.forEach(route -> madeOfTemplate(route).ifPresent(said -> known.remove(said.name())));
    }

    private static Optional<ActionRoute> madeOfTemplate(Route route) {
        return route.getRoute() instanceof RouteDefinition definition && Boolean.TRUE.equals(definition.isTemplate())
                ? ActionRoute.of(definition).filter(said -> said.schema() != null) : Optional.empty();
    }

    private Action action(Route route, ActionRoute said) {
        if (!NAME.matcher(said.name()).matches()) {
            throw wrong(route, "name must be lower-case words joined by dashes, such as create-task");
        } else if (named(said.name()).isPresent()) {
            throw wrong(route, "there is an action " + said.name() + " already; give it another name");
        } else if (!METHODS.contains(said.method())) {
            throw wrong(route, "method must be POST, PUT or PATCH");
        } else if (!PATH.matcher(said.path()).matches() || said.path().indexOf('{') != said.path().lastIndexOf('{')) {
            throw wrong(route, "path must be one such as /api/v1/tasks or /api/v1/tasks/{task_id}, with one id at most");
        }
        try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, said.schema())) {
            return Action.of(said.name(), said.method(), said.path(), in);
        } catch (IOException e) {
            throw wrong(route, "its schema cannot be read: " + said.schema());
        } catch (IllegalArgumentException e) {
            throw wrong(route, e.getMessage());
        }
    }

    private static ConfigurationException wrong(Route route, String what) {
        return new ConfigurationException("The route " + route.getRouteId() + ", made of wlcro-action: " + what);
    }
}
