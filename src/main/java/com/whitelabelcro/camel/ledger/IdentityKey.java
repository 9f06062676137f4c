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
 * An idempotency key that stands for the identity of a ledger entry. It accompanies a failed record that an operator
 * exports and imports again: the ledger stores no key in clear text, and without its identity the record would be taken
 * for a new one and created twice. The key also names the account that owns the record, because the connection may have
 * another company's key by then.
 */
public final class IdentityKey {

    /** Why a record is not sent with the key that its connection has now. */
    public static final String OTHER_ACCOUNT = "it belongs to another company: its connection had another account's key when it failed";

    private static final String PREFIX = "wlcro-entry:";
    private static final String NO_ACCOUNT = "-";
    private static final Pattern REST = Pattern.compile("([0-9a-f]{64}|" + NO_ACCOUNT + "):([0-9a-f]{64})");

    private IdentityKey() {}

    /** Returns the key by which this record is recognised again; empty if the record has no identity. */
    public static Optional<String> of(FailedRecord record) {
        return record.identity().map(each -> text(record, each));
    }

    /** Returns the key that stands for the import row of this record; empty if it has none. */
    public static Optional<String> ofRow(FailedRecord record) {
        return record.row().map(each -> text(record, each));
    }

    /**
     * Returns the key by which this queued record is recognised again; empty if it has no identity.
     *
     * @param connection the connection that sends it now
     */
    public static Optional<String> of(ClaimedRecord record, String connection) {
        return record.identity().map(each -> prefix(connection, record.action()) + record.line().account().hex() + ":" + each.hex());
    }

    private static String text(FailedRecord record, Sha256 value) {
        return prefix(record.connection(), record.action())
                + record.account().map(AccountId::hex).orElse(NO_ACCOUNT) + ":" + value.hex();
    }

    /**
     * Returns the identity that this key stands for; empty if it is a caller's own key, or a key of another connection
     * or action.
     *
     * @throws Conflict if the record belongs to another account
     */
    static Optional<Sha256> read(String key, String connection, String action, Optional<AccountId> account) {
        String prefix = prefix(connection, action);
        Matcher rest = REST.matcher(key.startsWith(prefix) ? key.substring(prefix.length()) : "");
        if (!rest.matches()) {
            return Optional.empty();
        }
        Optional<AccountId> owner = Optional.of(rest.group(1)).filter(hex -> !hex.equals(NO_ACCOUNT)).map(AccountId::new);
        if (owner.isPresent() && account.isPresent() && !owner.equals(account)) {
            throw new Conflict("not sent: " + OTHER_ACCOUNT, Details.local(action, connection, List.of()));
        }
        return Optional.of(new Sha256(rest.group(2)));
    }

    private static String prefix(String connection, String action) {
        return PREFIX + action + ":" + connection + ":";
    }
}
