package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.done;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.once;

import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.Ledger;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that sends records until it is killed. Each line of its output has happened: begun, requested (the
 * request is made at that moment), confirmed.
 */
public final class KilledChild {

    private static final int IN_FLIGHT = 16;

    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    private final AtomicInteger next = new AtomicInteger();
    private final Ledger ledger;
    private final String run;

    private KilledChild(Ledger ledger, String run) {
        this.ledger = ledger;
        this.run = run;
    }

    public static void main(String[] args) throws Exception {
        LedgerConfig config = LedgerConfig.defaults().withUrl(args[0]);
        RealEnvironment environment = new RealEnvironment(InstantSource.system());
        KilledChild child = new KilledChild(JdbcLedger.open(config, environment.get()), args[1]);
        for (int i = 0; i < IN_FLIGHT; i++) {
            child.send();
        }
        Thread.currentThread().join();
    }

    private void send() {
        String key = run + "-" + next.incrementAndGet();
        ledger.begin(once(key, "a")).thenCompose(result -> deliver(key, (BeginResult.Send) result))
                .whenComplete((ok, problem) -> send());
    }

    private CompletionStage<Boolean> deliver(String key, BeginResult.Send send) {
        say("begun", key);
        EntryLease entry = send.lease();
        return ledger.sending(entry, 1).thenCompose(still -> {
            say("requested", key);
            return ledger.end(entry, done("answer-" + key)).thenApply(ended -> say("confirmed", key));
        });
    }

    private boolean say(String what, String key) {
        try {
            out.write((what + " " + key + "\n").getBytes(StandardCharsets.US_ASCII));
            return true;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
