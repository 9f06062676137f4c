package com.whitelabelcro.camel.once.sql;

import com.whitelabelcro.camel.error.Details;
import com.whitelabelcro.camel.once.AccountId;
import com.whitelabelcro.camel.once.Answer;
import com.whitelabelcro.camel.once.Failure;
import com.whitelabelcro.camel.once.Fingerprint;
import com.whitelabelcro.camel.once.KeyId;
import com.whitelabelcro.camel.once.Outcome;
import com.whitelabelcro.camel.once.RowMarks;
import com.whitelabelcro.camel.once.Submission;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Records and outcomes for tests. */
final class Records {

    static final AccountId ACCOUNT = AccountId.ofCompany("https://api.example.com", "92");
    static final KeyId KEY = new KeyId("a".repeat(64));

    private Records() {}

    /** A record that may be repeated. */
    static Submission record(String identity, String content) {
        return new Submission(Optional.of(ACCOUNT), "default", "create-lead",
                Optional.ofNullable(identity).map(each -> Fingerprint.of("default", "create-lead", each)),
                Fingerprint.of(content), bytes("{\"first_name\":\"" + content + "\"}"), true, false, false, null,
                RowMarks.NONE);
    }

    /** A record whose repeat could make a second one. */
    static Submission once(String identity, String content) {
        Submission record = record(identity, content);
        return new Submission(record.account(), record.connection(), record.action(), record.identity(), record.content(),
                record.body(), false, false, false, null, RowMarks.NONE);
    }

    static Outcome done(String answer) {
        return new Outcome.Done(answer(answer), 1);
    }

    static Answer answer(String text) {
        return new Answer(200, bytes(text));
    }

    static Failure failure(String kind) {
        return new Failure(kind, "given up",
                new Details("create-lead", "default", 503, "try later", List.of("a line"), 3, "req-1"));
    }

    static Outcome failed() {
        return new Outcome.Failed(failure("Unavailable"), false);
    }

    static Outcome unknown() {
        return new Outcome.Unknown(failure("OutcomeUnknown"));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
