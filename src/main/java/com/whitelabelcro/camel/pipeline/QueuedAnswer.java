package com.whitelabelcro.camel.pipeline;

import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.ledger.BeginResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answer to the caller of a record that is sent later. */
public final class QueuedAnswer {

    private QueuedAnswer() {}

    /**
     * The body: {@code entry}, {@code queued} and {@code eta}.
     *
     * @param period how long the API's limit of the connection lasts ({@link com.whitelabelcro.camel.config.Settings#period})
     */
    public static Map<String, Object> of(BeginResult.Queued queued, Connection connection, Duration period) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("entry", queued.id().toString());
        answer.put("queued", queued.length());
        answer.put("eta", eta(queued.length(), connection, period).toString());
        return answer;
    }

    /** About how long it takes to send this many records if nobody else uses the limit, in whole seconds. */
    public static Duration eta(long records, Connection connection, Duration period) {
        long millis = Math.multiplyExact(records, period.toMillis()) / connection.limit();
        return Duration.ofSeconds(Math.round(millis / 1000.0));
    }
}
