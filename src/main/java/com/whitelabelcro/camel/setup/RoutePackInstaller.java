package com.whitelabelcro.camel.setup;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.action.ActionRegistry;
import com.whitelabelcro.camel.caller.QueuedAnswer;
import com.whitelabelcro.camel.config.PropertiesFile;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.event.RecordTracer;
import com.whitelabelcro.camel.event.WlcroEventListener;
import com.whitelabelcro.camel.failed.RedriveService;
import com.whitelabelcro.camel.gateway.JsonAnswer;
import com.whitelabelcro.camel.http.PackHttpComponent;
import com.whitelabelcro.camel.kamelet.KameletParameterCheck;
import com.whitelabelcro.camel.kamelet.KameletRoutes;
import com.whitelabelcro.camel.kamelet.KameletSendDynamicAware;
import com.whitelabelcro.camel.kamelet.PackKamelet;
import com.whitelabelcro.camel.ledger.AccountResolver;
import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.operations.Operations;
import com.whitelabelcro.camel.operations.PackView;
import com.whitelabelcro.camel.pipeline.PermitProcessor;
import com.whitelabelcro.camel.pipeline.WriteRoutes;
import com.whitelabelcro.camel.queue.OutcomeReplies;
import com.whitelabelcro.camel.queue.QueueDispatcher;
import com.whitelabelcro.camel.ratelimit.PermitQueues;
import com.whitelabelcro.camel.support.EndpointCaller;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Assembles the pack in a Camel context: the services and their lifecycle ({@link PackLifecycle}), the checks of every second,
 * the shared routes in Java, and the routes of the actions in YAML ({@link ActionRoutes}).
 */
public final class RoutePackInstaller {

    private final Settings settings;
    private final DataSource database;
    private final List<WlcroEventListener> listeners;
    private final UnaryOperator<Ledger> seen;
    private boolean dispatches = true;
    private AccountResolver accounts;
    private ActionRegistry actions;
    private EndpointCaller calls;
    private PermitProcessor permits;
    private PackServices services;
    private PackView view;

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
        Operations operations = new Operations(context, () -> view, settings.connectionHealth());
        services = new PackServices(context,
                database == null ? settings.ledger().orInHome(context.getName()) : settings.ledger(), database, seen,
                listeners(context, operations));
        accounts = new AccountResolver(settings, services.ledger().accounts());
        PermitQueues queues = new PermitQueues(settings, accounts::current, services.ledger().permits(), services.events(),
                services.clock(), services::wake, services.workers());
        permits = new PermitProcessor(queues, services.clock(), services.threads());
        view = new PackView(settings, accounts, queues, services.ledger());
        actions = new ActionRegistry(context);
        calls = new EndpointCaller(context);
        PackLifecycle lifecycle = new PackLifecycle(settings, services, calls, accounts, operations);
        lifecycle.start(context);
        context.addLifecycleStrategy(lifecycle);
        context.addLifecycleStrategy(actions);
        services.everySecond(queues::look);
        services.everySecond(operations::tick);
        ConnectionChanges changes = new ConnectionChanges(settings, accounts, queues, services.events());
        settings.connectionsFile().ifPresent(file -> watch(file.file(), "connections",
                content -> changes.accept(settings.registry().reload(file, content, context::resolvePropertyPlaceholders))));
        if (dispatches) {
            dispatchQueue(context);
        }
        addRoutes(context, operations.tracer());
    }

    private void addRoutes(CamelContext context, RecordTracer tracer) throws Exception {
        context.addRoutePolicyFactory(new JsonAnswer.Factory());
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        model.addModelLifecycleStrategy(new KameletParameterCheck(actions::all));
        KameletRoutes kamelets = new KameletRoutes(name -> PackKamelet.of(actions.all(), name).isPresent());
        model.addModelLifecycleStrategy(kamelets);
        model.addModelLifecycleStrategy(new KameletSendDynamicAware.Addresses());
        context.addRoutes(new WriteRoutes(settings, accounts, actions, services.ledger(), permits, services.workers(),
                services.threads(), services.timer(), services.clock(), services.random(), services.events(), tracer));
        context.addRoutes(new SupportRoutes(settings, accounts, actions, services.ledger(), this::redrive, services,
                new QueuedAnswer(permits::state, settings.period())));
        new ActionRoutes(actions).addTo(context);
        // The templates that the host has already loaded.
        model.getRouteTemplateDefinitions().forEach(kamelets::onAddRouteTemplateDefinition);
    }

    private void dispatchQueue(CamelContext context) {
        QueueDispatcher dispatcher = QueueDispatcher.of(context, calls, services.ledger(), accounts, view::state,
                () -> actions.all().stream().map(Action::name).toList(), settings.retry().maxAttempts());
        services.ledger().queue().listen(dispatcher);
        services.everySecond(dispatcher::look);
        OutcomeReplies replies = new OutcomeReplies(context, calls, services.ledger(), settings.replyTargets(),
                settings.retry().deadline(), services.clock());
        services.ledger().queue().listen(replies);
        services.everySecond(replies::look);
    }

    /**
     * Reads a file again while the pack runs, whenever it has changed.
     *
     * @param what the kind of content, for messages, such as {@code connections}
     * @param use applies the content; throws a {@link ConfigurationException} if it is invalid
     */
    public void watch(PropertiesFile file, String what, Consumer<byte[]> use) {
        services.everySecond(new FileWatch(file, what, use, services.workers())::look);
    }

    private List<WlcroEventListener> listeners(CamelContext context, Operations operations) {
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

    /** The view of the pack for monitoring. */
    public PackView view() {
        return view;
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
        return new RedriveService(services.ledger(), actions::named, calls, services.workers(), watcher);
    }

    /** Rejects all waiting records and all later ones, permanently. Requests in flight continue to their end. */
    public void turnAway() {
        permits.prepareShutdown(false, false);
    }

    /** Stops the services if the context does not. */
    public void release() {
        ServiceHelper.stopAndShutdownService(services);
    }
}
