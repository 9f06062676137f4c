package com.whitelabelcro.camel.caller;

import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.QueueForecast;
import com.whitelabelcro.camel.ratelimit.ConnectionSnapshot;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The answer to the caller of a record that is sent later. */
public final class QueuedAnswer {

    private final Function<String, ConnectionSnapshot> states;
    private final Duration period;

    /**
     * @param states the state of a connection
     * @param period how long the API's limit lasts ({@link com.whitelabelcro.camel.config.Settings#period})
     */
    public QueuedAnswer(Function<String, ConnectionSnapshot> states, Duration period) {
        this.states = states;
        this.period = period;
    }

    /**
     * The body: {@code entry}, {@code queued}, {@code eta}, and, if nothing is sent at the moment, the reason as {@code waits}.
     * The {@code eta} is then the earliest possible time, because it is unknown when the connection recovers.
     */
    public Map<String, Object> of(BeginResult.Queued queued, Connection connection) {
        // A record that was applied before does not wait.
        Optional<ConnectionSnapshot> state = Optional.of(connection.name()).filter(each -> queued.length() > 0).map(states);
        Duration paused = state.map(each -> Duration.ofNanos(each.openFor())).orElse(Duration.ZERO);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("entry", queued.id().toString());
        answer.put("queued", queued.length());
        answer.put("eta", QueueForecast.eta(queued.length(), connection, period, paused).toString());
        state.map(ConnectionSnapshot::why).filter(why -> !why.isEmpty()).ifPresent(why -> answer.put("waits", why));
        return answer;
    }
}
