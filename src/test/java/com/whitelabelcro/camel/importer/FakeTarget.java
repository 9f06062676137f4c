package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.importer.Target.QuotaUse;
import com.whitelabelcro.camel.importer.Target.SendResult;
import com.whitelabelcro.camel.ledger.ImportRowKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A target that records what was sent, and answers as the test defines. */
final class FakeTarget implements Target {

    private final Action action;
    private final BiConsumer<Map<String, Object>, Consumer<SendResult>> answer;
    private final List<Map<String, Object>> sent = new ArrayList<>();

    FakeTarget(Action action, BiConsumer<Map<String, Object>, Consumer<SendResult>> answer) {
        this.action = action;
        this.answer = answer;
    }

    /** A target that accepts every record. */
    static FakeTarget accepting(Action action) {
        return new FakeTarget(action, (body, done) -> done.accept(new SendResult.Succeeded()));
    }

    @Override
    public Action action() {
        return action;
    }

    @Override
    public List<String> check(Map<String, Object> body) {
        return body.containsKey("email") ? List.of() : List.of("email is required");
    }

    @Override
    public void send(Map<String, Object> body, ImportRowKey key, Consumer<SendResult> done) {
        synchronized (sent) {
            sent.add(body);
        }
        answer.accept(body, done);
    }

    /** Like for creates in the pack: repeatable with an external_id. */
    @Override
    public boolean isSafeToRepeat(Map<String, Object> body) {
        return body.containsKey("external_id");
    }

    @Override
    public QuotaUse quota() {
        return new QuotaUse(0, 100, Duration.ofSeconds(60), 0, Optional.empty());
    }

    List<Map<String, Object>> sent() {
        synchronized (sent) {
            return List.copyOf(sent);
        }
    }
}
