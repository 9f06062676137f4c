package com.whitelabelcro.camel.sandbox;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Builds a {@link SandboxConfig}. The methods have the names of the fields of its JSON form, except {@link #strict}, which is
 * {@code unknownFields} there, and {@link #fault}: there each fault is a field of its own.
 */
@JsonPOJOBuilder(withPrefix = "")
public final class SandboxConfigBuilder {

    private List<SandboxKey> keys = List.of(SandboxKey.of(SandboxConfig.DEFAULT_KEY));

    private int limit = 100;
    private Duration period = Duration.ofSeconds(60);
    private Window.Kind window = Window.Kind.FIXED;
    private RateLimitWindow.Headers rateHeaders = RateLimitWindow.Headers.OK_ONLY;
    private RateLimitWindow.RetryAfterFormat retryAfter = RateLimitWindow.RetryAfterFormat.SECONDS;

    private AnswerStyle.Errors errorFormat = AnswerStyle.Errors.JSON;
    private AnswerStyle.Success successStatus = AnswerStyle.Success.OK_200;
    private int foreignStatus = 403;
    private boolean strict = true;
    private boolean keepBodies;

    private final Map<Fault, Double> shares = new EnumMap<>(Fault.class);
    private boolean down;
    private Duration outageFor = Duration.ZERO;
    private Duration delayFor = Duration.ofSeconds(5);
    // A name that can never resolve (RFC 2606), so that a client that follows it does no harm.
    private URI redirectTo = URI.create("http://redirect.invalid/");
    private Duration retryAfterOn503 = Duration.ZERO;
    private Duration latency = Duration.ZERO;
    private Duration jitter = Duration.ZERO;
    private long seed = 1;

    private final List<ScriptedAnswer> script = new ArrayList<>();

    SandboxConfigBuilder() {}

    SandboxConfigBuilder(SandboxConfig config) {
        keys = config.keys();
        RateLimitWindow rate = config.rateLimit();
        limit(rate.limit()).period(rate.period()).window(rate.window());
        rateHeaders(rate.headers()).retryAfter(rate.retryAfter());
        AnswerStyle style = config.answers();
        errorFormat(style.errors()).successStatus(style.success()).foreignStatus(style.foreignStatus());
        strict(style.strict()).keepBodies(style.keepBodies());
        FaultPlan plan = config.faults();
        shares.putAll(plan.shares());
        down(plan.down()).outageFor(plan.outageFor()).delayFor(plan.delayFor()).redirectTo(plan.redirectTo());
        retryAfterOn503(plan.retryAfterOn503()).latency(plan.latency()).jitter(plan.jitter()).seed(plan.seed());
        script.addAll(config.script());
    }

    SandboxConfig build() {
        return new SandboxConfig(keys, new RateLimitWindow(limit, period, window, rateHeaders, retryAfter),
                new AnswerStyle(errorFormat, successStatus, foreignStatus, strict, keepBodies),
                new FaultPlan(shares, down, outageFor, delayFor, redirectTo, retryAfterOn503, latency, jitter, seed),
                script);
    }

    /** The accepted keys, in place of the default one. */
    @JsonProperty
    public SandboxConfigBuilder keys(SandboxKey... accepted) {
        keys = List.of(accepted);
        return this;
    }

    /** The accepted keys, all with the write scope. */
    @JsonIgnore
    public SandboxConfigBuilder keys(String... accepted) {
        keys = List.of(accepted).stream().map(SandboxKey::of).toList();
        return this;
    }

    /** See {@link RateLimitWindow#limit()}. */
    public SandboxConfigBuilder limit(int requests) {
        limit = requests;
        return this;
    }

    /** See {@link RateLimitWindow#period()}. */
    public SandboxConfigBuilder period(Duration length) {
        period = length;
        return this;
    }

    /** See {@link RateLimitWindow#window()}. */
    public SandboxConfigBuilder window(Window.Kind kind) {
        window = kind;
        return this;
    }

    /** See {@link RateLimitWindow#headers()}. */
    public SandboxConfigBuilder rateHeaders(RateLimitWindow.Headers mode) {
        rateHeaders = mode;
        return this;
    }

    /** See {@link RateLimitWindow#retryAfter()}. */
    public SandboxConfigBuilder retryAfter(RateLimitWindow.RetryAfterFormat form) {
        retryAfter = form;
        return this;
    }

    /** See {@link AnswerStyle#errors()}. */
    public SandboxConfigBuilder errorFormat(AnswerStyle.Errors form) {
        errorFormat = form;
        return this;
    }

    /** See {@link AnswerStyle#success()}. */
    public SandboxConfigBuilder successStatus(AnswerStyle.Success status) {
        successStatus = status;
        return this;
    }

    /** See {@link AnswerStyle#foreignStatus()}. */
    public SandboxConfigBuilder foreignStatus(int status) {
        foreignStatus = status;
        return this;
    }

    /** See {@link AnswerStyle#strict()}; in JSON {@code unknownFields: refuse|ignore}. */
    @JsonIgnore
    public SandboxConfigBuilder strict(boolean refuseUnknown) {
        strict = refuseUnknown;
        return this;
    }

    private enum OnUnknown { @JsonProperty("refuse") REFUSE, @JsonProperty("ignore") IGNORE }

    @JsonProperty
    private SandboxConfigBuilder unknownFields(OnUnknown mode) {
        return strict(mode == OnUnknown.REFUSE);
    }

    /** See {@link AnswerStyle#keepBodies()}. */
    public SandboxConfigBuilder keepBodies(boolean keep) {
        keepBodies = keep;
        return this;
    }

    /** The share of requests that meet this fault, 0 to 1. */
    public SandboxConfigBuilder fault(Fault fault, double share) {
        shares.put(fault, share);
        return this;
    }

    @JsonAnySetter
    private void fault(String name, double share) {
        Arrays.stream(Fault.values()).filter(fault -> fault.json().equals(name)).forEach(fault -> fault(fault, share));
    }

    /** See {@link FaultPlan#down()}. */
    public SandboxConfigBuilder down(boolean everything503) {
        down = everything503;
        return this;
    }

    /** See {@link FaultPlan#outageFor()}. */
    public SandboxConfigBuilder outageFor(Duration length) {
        outageFor = length;
        return this;
    }

    /** See {@link FaultPlan#delayFor()}. */
    public SandboxConfigBuilder delayFor(Duration length) {
        delayFor = length;
        return this;
    }

    /** See {@link FaultPlan#redirectTo()}. */
    public SandboxConfigBuilder redirectTo(URI location) {
        redirectTo = location;
        return this;
    }

    /** See {@link FaultPlan#retryAfterOn503()}. */
    public SandboxConfigBuilder retryAfterOn503(Duration wait) {
        retryAfterOn503 = wait;
        return this;
    }

    /** See {@link FaultPlan#latency()}. */
    public SandboxConfigBuilder latency(Duration least) {
        latency = least;
        return this;
    }

    /** See {@link FaultPlan#jitter()}. */
    public SandboxConfigBuilder jitter(Duration most) {
        jitter = most;
        return this;
    }

    /** See {@link FaultPlan#seed()}. */
    public SandboxConfigBuilder seed(long start) {
        seed = start;
        return this;
    }

    /** Adds steps to the script, see {@link ScriptedAnswer}. */
    public SandboxConfigBuilder script(ScriptedAnswer... steps) {
        script.addAll(List.of(steps));
        return this;
    }
}
