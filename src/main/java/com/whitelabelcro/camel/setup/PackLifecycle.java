package com.whitelabelcro.camel.setup;

import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.http.PackHttpComponent;
import com.whitelabelcro.camel.ledger.AccountResolver;
import com.whitelabelcro.camel.model.OwnerFailure;
import com.whitelabelcro.camel.operations.Operations;
import com.whitelabelcro.camel.ratelimit.ConcurrencyLimit;
import com.whitelabelcro.camel.support.EndpointCaller;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Starts the services of the pack with the context and registers its keys before anything is sent. A context that is started
 * again has kept its routes, but neither its components nor its services; they are added again.
 */
final class PackLifecycle extends LifecycleStrategySupport {

    /** Hundreds of keys are committed in a few transactions; the answer to each one may take a thread for a moment. */
    private static final int REGISTERED_AT_ONCE = 64;

    private final Settings settings;
    private final PackServices services;
    private final EndpointCaller calls;
    private final AccountResolver accounts;
    private final Operations operations;

    PackLifecycle(Settings settings, PackServices services, EndpointCaller calls, AccountResolver accounts, Operations operations) {
        this.settings = settings;
        this.services = services;
        this.calls = calls;
        this.accounts = accounts;
        this.operations = operations;
    }

    /** @throws ConfigurationException if the ledger cannot be used, or refuses a key */
    void start(CamelContext context) throws Exception {
        services.start();
        context.addService(services, true, true);
        context.addService(calls, true, true);
        registerKeys();
        int most = settings.connectionsFile().isPresent() ? Integer.MAX_VALUE : settings.connections().size();
        context.addComponent(PackHttpComponent.SCHEME, new PackHttpComponent(settings, ConcurrencyLimit.most(most), services.timer(),
                services.clock(), services.waits()));
        operations.addTo(context);
    }

    @Override
    public void onContextStopping(CamelContext context) {
        services.hurry();
    }

    @Override
    public void onContextInitializing(CamelContext context) {
        if (context.hasComponent(PackHttpComponent.SCHEME) == null) {
            try {
                start(context);
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeException(e);
            }
        }
    }

    /** Keys from another source than the configuration are registered when they are used. */
    private void registerKeys() {
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
            ServiceHelper.stopAndShutdownService(services);
            throw new ConfigurationException(OwnerFailure.of(problem).reason());
        });
    }
}
