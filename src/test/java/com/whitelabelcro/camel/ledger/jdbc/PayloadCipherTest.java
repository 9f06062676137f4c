package com.whitelabelcro.camel.ledger.jdbc;

import static com.whitelabelcro.camel.ledger.jdbc.LedgerHome.get;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.answer;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.done;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.failure;
import static com.whitelabelcro.camel.ledger.jdbc.LedgerRequests.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.EntryId;
import com.whitelabelcro.camel.ledger.EntryLease;
import com.whitelabelcro.camel.ledger.jdbc.LedgerHome.Kind;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.tag.SystemTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Without the key, an encrypted ledger shows no body and no answer. */
@SystemTest
class PayloadCipherTest {

    private static final String KEY = "correct horse battery staple";
    private static final String MARK = "Zebulon-Marker";

    private static String everyFile(LedgerHome home) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(home.file().getParent())) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private static void fill(JdbcLedger ledger) throws Exception {
        EntryLease entry = ((BeginResult.Send) get(ledger.begin(record("ann", "a")))).lease();
        get(ledger.end(entry, done(MARK)));
        get(ledger.failed().add(record("bob", MARK), failure("Unavailable")));
        get(ledger.begin(record("cat", MARK)));
    }

    @Test
    void withAKeyTheFilesContainNoBodyAndNoAnswer() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            home.use(home.config().withSecretKey(KEY));
            JdbcLedger ledger = home.open();
            fill(ledger);
            assertThat(everyFile(home)).doesNotContain(MARK).doesNotContain("try later");
            assertThat(get(ledger.begin(record("ann", "a")))).hasFieldOrPropertyWithValue("answer", answer(MARK));
        }
    }

    @Test
    void withoutAKeyTheFilesContainBodiesAndAnswers() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            fill(home.open());
            assertThat(everyFile(home)).contains(MARK);
        }
    }

    @Test
    void aPurgedBodyIsInNoFileAnyMore() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            try (JdbcLedger ledger = home.open()) {
                fill(ledger);
            }
            home.time.pass(Duration.ofDays(31));
            try (JdbcLedger ledger = home.open()) {
                get(ledger.purge());
            }
            assertThat(everyFile(home)).doesNotContain(MARK);
        }
    }

    @Test
    void aMissingAWrongAndAShortKeyAreReported() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            home.use(home.config().withSecretKey(KEY));
            home.open().close();
            for (String[] each : new String[][] {
                {"", "is not set"}, {KEY + "!", "is not the key"}, {"short", "too short"}
            }) {
                home.use(home.config().withSecretKey(each[0]));
                assertThatExceptionOfType(LedgerException.class).isThrownBy(home::open)
                        .withMessageContaining(each[1]).withMessageContaining("wlcro.ledger.secret-key");
            }
        }
    }

    @Test
    void aBodyThatWasStoredBeforeTheKeyWasSetIsStillRead() throws Exception {
        try (LedgerHome home = new LedgerHome(Kind.FILE)) {
            try (JdbcLedger ledger = home.open()) {
                fill(ledger);
            }
            home.use(home.config().withSecretKey(KEY));
            assertThat(get(home.open().begin(record("ann", "a"))))
                    .hasFieldOrPropertyWithValue("answer", answer(MARK));
        }
    }

    @Test
    void aBodyThatWasMovedToAnotherEntryOrChangedIsNotRead() {
        PayloadCipher cipher = new PayloadCipher(new SecretKeySpec(new byte[32], "AES"), new SecureRandom());
        byte[] sealed = cipher.seal(new EntryId(1), MARK.getBytes(StandardCharsets.UTF_8));
        assertThat(cipher.open(new EntryId(1), sealed)).isEqualTo(MARK.getBytes(StandardCharsets.UTF_8));
        assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> cipher.open(new EntryId(2), sealed));
        sealed[sealed.length - 1]++;
        assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> cipher.open(new EntryId(1), sealed));
    }
}
