package com.whitelabelcro.camel.operations;

import com.whitelabelcro.camel.ledger.Ledger;
import com.whitelabelcro.camel.ledger.QueueForecast;
import com.whitelabelcro.camel.ratelimit.ConnectionSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletionStage;

/** What operators may see of an installed pack. Thread-safe. */
public interface PackView {

    /** The names of the connections. */
    SortedSet<String> connections();

    /** The current state of a connection; empty if there is none with this name. */
    Optional<ConnectionSnapshot> state(String connection);

    /** What waits in the queue of the ledger, by connection, and until when. */
    CompletionStage<List<QueueForecast>> queue();

    /** The ledger. */
    Ledger ledger();
}
