package com.whitelabelcro.camel.setup;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.action.ActionRegistry;
import com.whitelabelcro.camel.caller.QueuedAnswer;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.PropertiesFile;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.event.WlcroEventListener;
import com.whitelabelcro.camel.failed.ActionCaller;
import com.whitelabelcro.camel.failed.RedriveService;
import com.whitelabelcro.camel.gateway.JsonAnswer;
import com.whitelabelcro.camel.http.PackHttpComponent;
import com.whitelabelcro.camel.kamelet.KameletParameterCheck;
import com.whitelabelcro.camel.kamelet.KameletRoutes;
import com.whitelabelcro.camel.kamelet.KameletSendDynamicAware;
import com.whitelabelcro.camel.kamelet.PackKamelet;
import com.whitelabelcro.camel.ledger.AccountResolver;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.QueueForecast;
import com.whitelabelcro.camel.ledger.QueueLength;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.OwnerFailure;
import com.whitelabelcro.camel.operations.Operations;
import com.whitelabelcro.camel.operations.PackView;
import com.whitelabelcro.camel.pipeline.PermitProcessor;
import com.whitelabelcro.camel.pipeline.WriteRoutes;
import com.whitelabelcro.camel.queue.OutcomeReplies;
import com.whitelabelcro.camel.queue.QueueDispatcher;
import com.whitelabelcro.camel.ratelimit.ConcurrencyLimit;
import com.whitelabelcro.camel.ratelimit.ConnectionSnapshot;
import com.whitelabelcro.camel.ratelimit.PermitQueues;
import com.whitelabelcro.camel.support.EndpointCaller;
import com.whitelabelcro.camel.support.PackRoutes;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Installs the pack in a Camel context: settings, executors, the HTTP component, the shared routes in Java and the
 * action routes in YAML.
 */
public final class RoutePackInstaller {

    /** Listed one by one, because a wildcard finds nothing in a nested jar (Spring Boot). */
    private static final List<String> FILES = List.of(
            "classpath:wlcro/routes/leads.camel.yaml",
            "classpath:wlcro/routes/clients.camel.yaml",
            "classpath:wlcro/routes/affiliates.camel.yaml",
            "classpath:wlcro/routes/action-template.camel.yaml");

    /** The actions that every jar must contain; actions that are added later need not be listed. */
    private static final Set<String> NINE = Set.of(
            "wlcro-create-lead", "wlcro-update-lead", "wlcro-update-lead-status",
            "wlcro-create-client", "wlcro-update-client", "wlcro-update-client-status",
            "wlcro-add-client-note", "wlcro-create-affiliate", "wlcro-update-affiliate");

    /** Hundreds of keys are committed in a few transactions; the answer to each one may take a thread for a moment. */
    private static final int REGISTERED_AT_ONCE = 64;

    private final Settings settings;
    private final DataSource database;
    private final List<WlcroEventListener> listeners;
    private final UnaryOperator<Ledger> seen;
    private boolean dispatches = true;
    private AccountResolver accounts;
    private ActionRegistry actions;
    private ActionCaller caller;
    private EndpointCaller calls;
    private PermitQueues queues;
    private PermitProcessor permits;
    private PackServices services;
    private Operations operations;

    /**
     * @param settings the settings of the pack
     * @param database a host's own database for the ledger; null for the configured one
     * @param listeners the listeners to notify, in addition to those in the registry of the context
     */
    public RoutePackInstaller(Settings settings, DataSource database, List<WlcroEventListener> listeners) {
        this(settings, database, listeners, UnaryOperator.identity());
    }

    /** @param seen wraps the ledger that the routes use */
    public RoutePackInstaller(Settings settings, DataSource database, List<WlcroEventListener> listeners, UnaryOperator<Ledger> seen) {
        this.settings = settings;
        this.database = database;
        this.listeners = listeners;
        this.seen = seen;
    }

    /**
     * Leaves queued records to other processes.
     *
     * @return this
     */
    public RoutePackInstaller withoutDispatcher() {
        dispatches = false;
        return this;
    }

    /**
     * Adds the pack to a context.
     *
     * @throws com.whitelabelcro.camel.error.ConfigurationException if the settings or the ledger cannot be used
     */
    public void addTo(CamelContext context) throws Exception {
        if (context.hasComponent(PackHttpComponent.SCHEME) != null) {
            throw new ConfigurationException("The WhiteLabelCRO routes are already in this context");
        }
        operations = new Operations(context, new View(), settings.connectionHealth());
        services = new PackServices(context,
                database == null ? settings.ledger().orInHome(context.getName()) : settings.ledger(), database, seen,
                listeners(context));
        accounts = new AccountResolver(settings, services.ledger().accounts());
        calls = new EndpointCaller(context);
        serve(context);
        queues = new PermitQueues(settings, accounts::current, services.ledger().permits(), services.events(), services.clock(),
                services::wake, services.workers());
        permits = new PermitProcessor(queues, services.clock(), services.threads());
        services.everySecond(queues::look);
        ConnectionChanges changes = new ConnectionChanges(settings, accounts, queues, services.events());
        settings.connectionsFile().ifPresent(file -> watch(file.file(), "connections",
                content -> changes.accept(settings.registry().reload(file, content, context::resolvePropertyPlaceholders))));
        operations.addTo(context);
        services.everySecond(operations::tick);
        if (dispatches) {
            dispatchQueue(context);
        }
        context.addLifecycleStrategy(new Restart());
        actions = new ActionRegistry(context);
        caller = new ActionCaller(calls);
        context.addLifecycleStrategy(actions);
        context.addRoutePolicyFactory(new JsonAnswer.Factory());
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        model.addModelLifecycleStrategy(new KameletParameterCheck(actions::all));
        KameletRoutes kamelets = new KameletRoutes(name -> PackKamelet.of(actions.all(), name).isPresent());
        model.addModelLifecycleStrategy(kamelets);
        model.addModelLifecycleStrategy(new KameletSendDynamicAware.Addresses());
        context.addRoutes(new WriteRoutes(settings, accounts, actions, services.ledger(), permits, services.workers(),
                services.threads(), services.timer(), services.clock(), services.random(), services.events(), operations.tracer()));
        context.addRoutes(new SupportRoutes(settings, accounts, actions, services.ledger(), this::redrive, services,
                new QueuedAnswer(permits::state, settings.period())));
        IsolatedRoutes isolated = new IsolatedRoutes();
        RoutesLoader loader = PluginHelper.getRoutesLoader(context);
        for (String file : FILES) {
            Resource resource = ResourceHelper.resolveMandatoryResource(context, file);
            for (RoutesBuilder routes : loader.findRoutesBuilders(resource)) {
                ((RouteBuilder) routes).addLifecycleInterceptor(isolated);
                context.addRoutes(routes);
            }
        }
        checkNine();
        // Those that the host has loaded already.
        model.getRouteTemplateDefinitions().forEach(kamelets::onAddRouteTemplateDefinition);
    }

    private void dispatchQueue(CamelContext context) {
        QueueDispatcher dispatcher = QueueDispatcher.of(context, calls, services.ledger(), accounts, this::state,
                () -> actions.all().stream().map(Action::name).toList(), settings.retry().maxAttempts());
        services.ledger().queue().listen(dispatcher);
        services.everySecond(dispatcher::look);
        OutcomeReplies replies = new OutcomeReplies(context, calls, services.ledger(), settings.replyTargets(),
                settings.retry().deadline(), services.clock());
        services.ledger().queue().listen(replies);
        services.everySecond(replies::look);
    }

    /** Registers the services that start and stop with the context. */
    private void serve(CamelContext context) throws Exception {
        services.start();
        context.addService(services, true, true);
        context.addService(calls, true, true);
        register();
        context.addComponent(PackHttpComponent.SCHEME, new PackHttpComponent(
                settings, ConcurrencyLimit.most(settings.connectionsFile().isPresent() ? Integer.MAX_VALUE : settings.connections().size()), services.timer(), services.clock(),
                services.waits()));
    }

    /**
     * Reads a file again while the pack runs, whenever it has changed.
     *
     * @param what what it holds, for messages, such as {@code connections}
     * @param use uses its content; throws a {@link ConfigurationException} if it is wrong
     */
    public void watch(PropertiesFile file, String what, Consumer<byte[]> use) {
        services.everySecond(new FileWatch(file, what, use, services.workers())::look);
    }

    /** What operators may see. */
    private final class View implements PackView {
        @Override
        public SortedSet<String> connections() {
            return new TreeSet<>(settings.connections().keySet());
        }

        @Override
        public Optional<ConnectionSnapshot> state(String connection) {
            return settings.connection(connection).map(each -> queues.of(connection).state());
        }

        @Override
        public CompletionStage<List<QueueForecast>> queue() {
            return RoutePackInstaller.this.queue();
        }

        @Override
        public Ledger ledger() {
            return services.ledger();
        }
    }

    /**
     * Tells the services that the context stops. A context that is started again has kept its routes, but neither its components
     * nor its services.
     */
    private final class Restart extends LifecycleStrategySupport {
        @Override
        public void onContextStopping(CamelContext context) {
            services.hurry();
        }

        @Override
        public void onContextInitializing(CamelContext context) {
            if (context.hasComponent(PackHttpComponent.SCHEME) == null) {
                try {
                    serve(context);
                    operations.addTo(context);
                } catch (Exception e) {
                    throw RuntimeCamelException.wrapRuntimeException(e);
                }
            }
        }
    }

    /**
     * Registers the configured keys with the ledger before anything is sent. Keys from another source are checked when
     * they are used.
     */
    private void register() {
        accounts.forget();
        if (settings.hasConfiguredKeys()) {
            List<Connection> all = List.copyOf(settings.connections().values());
            for (int i = 0; i < all.size(); i += REGISTERED_AT_ONCE) {
                register(all.subList(i, Math.min(all.size(), i + REGISTERED_AT_ONCE)));
            }
        }
    }

    private void register(List<Connection> connections) {
        List<CompletableFuture<Optional<Throwable>>> asked = connections.stream()
                .map(each -> accounts.of(each).handle((owner, problem) -> Optional.ofNullable(problem)).toCompletableFuture()).toList();
        asked.stream().map(CompletableFuture::join).flatMap(Optional::stream).findFirst().ifPresent(problem -> {
            release();
            throw new ConfigurationException(OwnerFailure.of(problem).reason());
        });
    }

    private List<WlcroEventListener> listeners(CamelContext context) {
        Set<WlcroEventListener> all = Collections.newSetFromMap(new IdentityHashMap<>());
        all.addAll(operations.listeners());
        all.addAll(listeners);
        all.addAll(context.getRegistry().findByType(WlcroEventListener.class));
        return List.copyOf(all);
    }

    /** The actions, in the order of their routes; none if the pack could not be added to a context. */
    public List<Action> actions() {
        return actions == null ? List.of() : actions.all();
    }

    /**
     * The current state of a connection.
     *
     * @throws ConfigurationException if there is no connection with this name
     */
    public ConnectionSnapshot state(String connection) {
        if (settings.connection(connection).isEmpty()) {
            throw new ConfigurationException("There is no connection \"" + connection + "\"; there are: "
                    + String.join(", ", settings.connections().keySet()));
        }
        return queues.of(connection).state();
    }

    /** The current state of each connection, by name. */
    public Map<String, ConnectionSnapshot> states() {
        Map<String, ConnectionSnapshot> all = new TreeMap<>();
        settings.connections().keySet().forEach(name -> all.put(name, queues.of(name).state()));
        return all;
    }

    /** What waits in the queue of the ledger, by connection, and until when. */
    public CompletionStage<List<QueueForecast>> queue() {
        return services.ledger().queue().lengths().thenCompose(lengths -> lengths.isEmpty()
                ? CompletableFuture.completedFuture(List.of()) : accounts.all().thenApply(own -> lengths.stream()
                        .sorted(Comparator.comparing(each -> each.line().connection())).map(each -> forecast(each, own.values())).toList()));
    }

    /** Records of another company wait until its key is back; those of a connection that was removed may wait for another one. */
    private QueueForecast forecast(QueueLength length, Collection<AccountId> own) {
        return settings.connection(length.line().connection()).filter(each -> own.contains(length.line().account())).map(each -> {
            ConnectionSnapshot state = queues.of(each.name()).state();
            return new QueueForecast(length, Optional.of(QueuedAnswer.eta(length.records(), each, settings.period(),
                    Duration.ofNanos(state.openFor()))), state.why());
        }).orElse(new QueueForecast(length, Optional.empty(), ""));
    }

    /** Determines the accounts that the connections belong to. */
    public AccountResolver accounts() {
        return accounts;
    }

    /** The ledger. */
    public Ledger ledger() {
        return services.ledger();
    }

    /** Creates a service that sends failed records again; the watcher is notified of each one. */
    public RedriveService redrive(RedriveService.Watcher watcher) {
        return new RedriveService(services.ledger(), actions::named, caller, services.workers(), watcher);
    }

    /** Rejects all waiting records and all later ones, permanently. Requests in flight continue to their end. */
    public void turnAway() {
        permits.prepareShutdown(false, false);
    }

    /** Stops the services if the context does not. */
    public void release() {
        ServiceHelper.stopAndShutdownService(services);
    }

    private void checkNine() {
        Set<String> missing = new TreeSet<>(NINE);
        actions.all().forEach(action -> missing.remove("wlcro-" + action.name()));
        if (!missing.isEmpty()) {
            throw new IllegalStateException("The jar is incomplete, these routes are missing: " + missing);
        }
    }

    /** Applies what the YAML of designers cannot express, and what holds for all routes of the pack. */
    private final class IsolatedRoutes implements RouteBuilderLifecycleStrategy {
        @Override
        public void afterConfigure(RouteBuilder builder) {
            for (RouteDefinition route : builder.getRouteCollection().getRoutes()) {
                PackRoutes.untouchedByHost(route);
                actions.ship(route);
            }
            builder.getRouteTemplateCollection().getRouteTemplates().forEach(each -> PackRoutes.untouchedByHost(each.getRoute()));
        }
    }
}
