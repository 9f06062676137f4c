package com.whitelabelcro.camel.event;

/**
 * An event in the pack that an operator may be interested in. Events contain no key and no personal data. More types
 * will be added; listeners should ignore types that they do not know.
 */
public sealed interface WlcroEvent permits AttemptEnded, RecordEnded, ConnectionStateChanged, ConnectionChanged,
        LedgerStateChanged, QueueStateChanged {}
