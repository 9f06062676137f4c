package com.whitelabelcro.camel.operations;

import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * A health check of the pack. It concerns readiness only: a restart of the process would repair neither a database nor an
 * API key, and waiting records would wait longer.
 */
abstract class PackHealthCheck implements HealthCheck {

    private final String id;
    private volatile boolean enabled = true;

    PackHealthCheck(String id) {
        this.id = id;
    }

    @Override
    public final String getGroup() {
        return "wlcro";
    }

    @Override
    public final String getId() {
        return id;
    }

    @Override
    public final boolean isEnabled() {
        return enabled;
    }

    @Override
    public final void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public final Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this)
                .detail(CHECK_ID, id).detail(CHECK_GROUP, getGroup());
        report(result);
        return result.build();
    }

    /** Writes the state, the message and the details. */
    abstract void report(HealthCheckResultBuilder result);
}
