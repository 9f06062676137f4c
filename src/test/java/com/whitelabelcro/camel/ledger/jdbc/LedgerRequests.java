package com.whitelabelcro.camel.ledger.jdbc;

import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.ledger.EndResult;
import com.whitelabelcro.camel.ledger.Failure;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.RowIdentity;
import com.whitelabelcro.camel.ledger.StoredAnswer;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.KeyId;
import com.whitelabelcro.camel.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Records and outcomes for tests. */
final class LedgerRequests {

    static final AccountId ACCOUNT = AccountId.ofCompany("https://api.example.com", "92");
    static final KeyId KEY = new KeyId("a".repeat(64));

    private LedgerRequests() {}

    /** A record that may be repeated. */
    static LedgerRequest record(String identity, String content) {
        Optional<Sha256> hash = Optional.ofNullable(identity).map(each -> Sha256.of("default", "create-lead", each));
        return new LedgerRequest(Optional.of(ACCOUNT), "default", "create-lead", hash, hash,
                Sha256.of(content), bytes("{\"first_name\":\"" + content + "\"}"), true, false, false, null, false,
                RowIdentity.NONE, false);
    }

    /** A record whose repeat could create a second one. */
    static LedgerRequest once(String identity, String content) {
        LedgerRequest record = record(identity, content);
        return new LedgerRequest(record.account(), record.connection(), record.action(), record.identity(), record.orderKey(),
                record.content(), record.body(), false, false, false, null, false, RowIdentity.NONE, false);
    }

    /** A change of a record of the API, without an identity of its own. */
    static LedgerRequest update(String target, String content) {
        LedgerRequest record = record(null, content);
        return new LedgerRequest(record.account(), record.connection(), record.action(), Optional.empty(),
                Optional.of(Sha256.of("target", target)), record.content(), record.body(), true, false, false, null, false,
                RowIdentity.NONE, false);
    }

    static EndResult done(String answer) {
        return new EndResult.Done(answer(answer), 1);
    }

    static StoredAnswer answer(String text) {
        return new StoredAnswer(200, bytes(text));
    }

    static Failure failure(String kind) {
        return new Failure(kind, "given up",
                new Details("create-lead", "default", 503, "try later", List.of("a line"), 3, 3, "req-1"));
    }

    static EndResult failed() {
        return new EndResult.Failed(failure("Unavailable"), false);
    }

    static EndResult unknown() {
        return new EndResult.Unknown(failure("OutcomeUnknown"));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
