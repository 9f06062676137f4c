package com.whitelabelcro.camel.once;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The identity of an entry as an idempotency key, for what comes back from an operator: the ledger keeps no key in the
 * clear, and a record that came back without its own would be taken for another one, and made a second time.
 */
public final class IdentityKey {

    private static final String PREFIX = "wlcro-entry:";
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private IdentityKey() {}

    /** The key under which this record is recognised again; empty if it has no identity. */
    public static Optional<String> of(FailedRecord record) {
        return record.identity().map(each -> prefix(record.connection(), record.action()) + each.hex());
    }

    /** The identity that this key stands for; empty if it is a caller's own key, or one of another connection or action. */
    static Optional<Fingerprint> read(String key, String connection, String action) {
        String prefix = prefix(connection, action);
        return Optional.of(key).filter(text -> text.startsWith(prefix)).map(text -> text.substring(prefix.length()))
                .filter(hex -> HEX.matcher(hex).matches()).map(Fingerprint::new);
    }

    private static String prefix(String connection, String action) {
        return PREFIX + action + ":" + connection + ":";
    }
}
