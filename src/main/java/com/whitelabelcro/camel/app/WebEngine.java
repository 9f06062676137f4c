package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.gateway.Door;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Camel's engine for {@code platform-http}, with the pack's own consumer for the paths of the gateway. It owns Vert.x, which
 * Camel does not always close.
 */
final class WebEngine extends VertxPlatformHttpEngine {

    private final Vertx vertx;
    private final WorkerExecutor workers;

    WebEngine(Vertx vertx) {
        this.vertx = vertx;
        // The gateway's steps do not block.
        workers = vertx.createSharedWorkerExecutor("wlcro-gateway", Runtime.getRuntime().availableProcessors(), 1, TimeUnit.DAYS);
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return Door.isGateway(endpoint.getPath())
                ? new GatewayConsumer(endpoint, processor, VertxPlatformHttpRouter.getRouterNameFromPort(getServerPort()), workers)
                : super.createConsumer(endpoint, processor);
    }

    /** Closes Vert.x when the context has stopped its servers. */
    LifecycleStrategySupport closing() {
        return new LifecycleStrategySupport() {
            @Override
            public void onContextStopped(CamelContext context) {
                vertx.close();
            }
        };
    }
}
