package com.whitelabelcro.camel.gateway;

import com.whitelabelcro.camel.config.GatewayConfig;
import com.whitelabelcro.camel.config.GatewayToken;
import com.whitelabelcro.camel.gateway.Door.Admission.Admitted;
import com.whitelabelcro.camel.gateway.Door.Admission.Preflight;
import com.whitelabelcro.camel.gateway.Door.Admission.Refused;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides from the head of a request whether it is admitted, before its body is read. Scenarios and the gateway have the same
 * rules for host, origin and forwarding ({@link HostRules}); the gateway also requires a token. Thread-safe.
 */
public final class Door {

    /** The decision on a request. */
    public sealed interface Admission {

        /**
         * The request is admitted.
         *
         * @param caller who calls the gateway; empty for requests to scenarios
         * @param path the path without a token in it
         * @param headers headers of the answer
         */
        record Admitted(Optional<Caller> caller, String path, Map<String, String> headers) implements Admission {}

        /**
         * The request is a CORS preflight, which is answered with these headers.
         *
         * @param headers headers of the answer, which has no body
         */
        record Preflight(Map<String, String> headers) implements Admission {}

        /**
         * The request is refused.
         *
         * @param status the HTTP status
         * @param title the kind of refusal
         * @param detail what to do about it
         * @param guessed whether it had a wrong token, so that the answer is delayed
         */
        record Refused(int status, String title, String detail, boolean guessed) implements Admission {}
    }

    private static final Pattern IN_PATH = Pattern.compile("/t/([^/]+)(/.*)?");
    private static final Pattern BEARER = Pattern.compile("Bearer +([^ ]+) *", Pattern.CASE_INSENSITIVE);
    private static final String AUTHORIZATION = "Authorization";
    private static final String ORIGIN = "Origin";
    private static final String HOSTS = "wlcro.web.hosts";

    private final HostRules hosts;
    private final boolean gateway;
    private final Supplier<GatewayConfig> config;
    private final Supplier<List<String>> connections;

    /**
     * @param local whether the server listens on the local machine only
     * @param names further host names under which the server may be called and whose pages may call it, in lower case
     * @param config provides the gateway's current tokens
     * @param connections provides the names of all current connections; the first one is the default
     */
    public Door(boolean local, Set<String> names, Supplier<GatewayConfig> config, Supplier<List<String>> connections) {
        this.hosts = new HostRules(local, names);
        this.gateway = config.get().enabled();
        this.config = config;
        this.connections = connections;
    }

    /** Whether the gateway serves this path. */
    public static boolean isGateway(String path) {
        return path.startsWith("/actions/") || path.startsWith("/records/") || path.equals("/openapi.json");
    }

    /** Decides about a request. */
    public Admission admit(RequestHead head) {
        Matcher inPath = IN_PATH.matcher(head.path());
        boolean withToken = gateway && inPath.matches();
        String path = withToken ? inPath.group(2) == null ? "/" : inPath.group(2) : head.path();
        boolean ofGateway = gateway && (withToken || isGateway(path));
        if (!hosts.accepts(head)) {
            return refused(421, "This server does not answer to this host name; allow it with " + HOSTS);
        } else if (HostRules.isForwarded(head) && !(ofGateway ? config.get().needsToken() : hosts.isPublic())) {
            return refused(403, ofGateway
                    ? "A request that was forwarded is served only if it has a token; configure one (wlcro.gateway.tokens)"
                    : "A request that was forwarded is served only if its host is named in " + HOSTS);
        } else if (ofGateway) {
            return gateway(head, path, withToken ? inPath.group(1) : null);
        }
        return hosts.isForeign(head)
                ? refused(403, "A page of another site may not call this; allow it with " + HOSTS)
                : new Admitted(Optional.empty(), path, Map.of());
    }

    private Admission gateway(RequestHead head, String path, String inPath) {
        GatewayConfig now = config.get();
        Tokens tokens = new Tokens(now.tokens().values());
        boolean asks = head.method().equals("OPTIONS") && !head.header("Access-Control-Request-Method").isEmpty();
        if (asks && inPath == null && tokens.origins().contains(origin(head))) {
            return new Preflight(Cors.preflight(head));
        } else if (!now.needsToken()) {
            // The path may begin with /t/ only by mistake.
            return inPath != null ? new Refused(404, "NotFound", "There are no tokens", false)
                    : hosts.isForeign(head) ? foreign() : new Admitted(Optional.of(Caller.local(connections.get())), path, Map.of());
        }
        List<String> given = head.headers(AUTHORIZATION);
        if (given.size() + (inPath == null ? 0 : 1) > 1) {
            return new Refused(400, "InvalidRequest", "The request has several tokens; give one", false);
        } else if (given.isEmpty() && inPath == null) {
            return new Refused(401, "Unauthorized", "Give a token: Authorization: Bearer TOKEN", false);
        }
        Optional<GatewayToken> token = secret(inPath, given).flatMap(tokens::find);
        if (token.isEmpty()) {
            return new Refused(401, "Unauthorized", "The token is not known here", true);
        }
        boolean named = token.get().origins().contains(origin(head));
        if (!named && hosts.isForeign(head)) {
            return foreign();
        } else if (named && asks) {
            return new Preflight(Cors.preflight(head));
        }
        return new Admitted(token.map(Caller::of), path, named ? Cors.answer(head) : Map.of());
    }

    private static Optional<String> secret(String inPath, List<String> given) {
        if (inPath != null) {
            return Optional.of(inPath);
        }
        Matcher bearer = BEARER.matcher(given.get(0));
        return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
    }

    private static String origin(RequestHead head) {
        return head.header(ORIGIN).toLowerCase(Locale.ROOT);
    }

    private static Refused foreign() {
        return refused(403, "A page of another site may not call this; name its origin in the token's property origins");
    }

    private static Refused refused(int status, String detail) {
        return new Refused(status, "Refused", detail, false);
    }
}
