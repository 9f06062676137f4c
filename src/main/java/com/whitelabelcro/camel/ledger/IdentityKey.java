package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.error.Conflict;
import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identity of an entry as an idempotency key, for what comes back from an operator: the ledger keeps no key in the
 * clear, and a record that came back without its own would be taken for another one, and made a second time. It says whose
 * record it is, too, since a connection may have another company's key by then.
 */
public final class IdentityKey {

    /** Why a record is not sent with the key that its connection has now. */
    public static final String ANOTHERS = "it is another company's: its connection had another account's key when it failed";

    private static final String PREFIX = "wlcro-entry:";
    private static final String NOBODYS = "-";
    private static final Pattern REST = Pattern.compile("([0-9a-f]{64}|" + NOBODYS + "):([0-9a-f]{64})");

    private IdentityKey() {}

    /** The key under which this record is recognised again; empty if it has no identity. */
    public static Optional<String> of(FailedRecord record) {
        return record.identity().map(each -> text(record, each));
    }

    /** The same of what its row says. */
    public static Optional<String> ofRow(FailedRecord record) {
        return record.row().map(each -> text(record, each));
    }

    private static String text(FailedRecord record, Sha256 value) {
        return prefix(record.connection(), record.action())
                + record.account().map(AccountId::hex).orElse(NOBODYS) + ":" + value.hex();
    }

    /**
     * The identity that this key stands for; empty if it is a caller's own key, or one of another connection or action.
     *
     * @throws Conflict if the record is another account's
     */
    static Optional<Sha256> read(String key, String connection, String action, Optional<AccountId> account) {
        String prefix = prefix(connection, action);
        Matcher rest = REST.matcher(key.startsWith(prefix) ? key.substring(prefix.length()) : "");
        if (!rest.matches()) {
            return Optional.empty();
        }
        Optional<AccountId> whose = Optional.of(rest.group(1)).filter(hex -> !hex.equals(NOBODYS)).map(AccountId::new);
        if (whose.isPresent() && account.isPresent() && !whose.equals(account)) {
            throw new Conflict("not sent: " + ANOTHERS, Details.local(action, connection, List.of()));
        }
        return Optional.of(new Sha256(rest.group(2)));
    }

    private static String prefix(String connection, String action) {
        return PREFIX + action + ":" + connection + ":";
    }
}
