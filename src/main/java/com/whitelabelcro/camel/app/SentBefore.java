package com.whitelabelcro.camel.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.whitelabelcro.camel.config.Connection;
import com.whitelabelcro.camel.config.Settings;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.WlcroException;
import com.whitelabelcro.camel.importer.Target.SendResult;
import com.whitelabelcro.camel.ledger.AccountMark;
import com.whitelabelcro.camel.ledger.BeginResult;
import com.whitelabelcro.camel.ledger.ImportRowKey;
import com.whitelabelcro.camel.ledger.Imports.ImportSeries;
import com.whitelabelcro.camel.ledger.Imports.ImportedFile;
import com.whitelabelcro.camel.ledger.KeyUse;
import com.whitelabelcro.camel.ledger.LedgerRequest;
import com.whitelabelcro.camel.ledger.jdbc.LedgerReader;
import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.ApiRecord;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.WriteRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What the ledger knows of the records of an import before anything is sent. The ledger is only read: a dry run creates none,
 * and stores nothing in an existing one.
 */
public final class SentBefore implements AutoCloseable {

    private final ObjectReader answers = new ObjectMapper().readerForMapOf(Object.class);
    private final LedgerReader ledger;
    private final AccountId account;
    private final KeyUse use;
    private final String failure;

    private SentBefore(LedgerReader ledger, AccountId account, KeyUse use, String failure) {
        this.ledger = ledger;
        this.account = account;
        this.use = use;
        this.failure = failure;
    }

    /** For a target to which nothing can have been sent before. */
    public static SentBefore nothing() {
        return new SentBefore(null, null, null, null);
    }

    /** The same for a command that needs neither a key nor a ledger. */
    public static SentBefore of(Configuration configuration, String connection) throws IOException {
        try {
            return of(configuration.withKeysThatThereAre().settings(), connection);
        } catch (ConfigurationException e) {
            return new SentBefore(null, null, null, e.getMessage());
        }
    }

    /**
     * Reads the configured ledger, if it exists.
     *
     * @param connection null for the default one
     */
    public static SentBefore of(Settings settings, String connection) {
        Optional<Connection> own = settings.connection(connection == null ? Connection.DEFAULT : connection);
        LedgerReader ledger = null;
        try {
            ledger = own.isEmpty() ? null : LedgerReader.open(settings.ledger(), InstantSource.system()).orElse(null);
            if (ledger == null) {
                return nothing();
            }
            String key = settings.keys().key(own.get().name());
            if (Configuration.isNone(key)) {
                ledger.close();
                return new SentBefore(null, null, null, "without an API key nobody can say whose records they are");
            }
            KeyUse use = KeyUse.of(own.get(), key);
            return new SentBefore(ledger, ledger.account(use), use, null);
        } catch (LedgerException e) {
            if (ledger != null) {
                ledger.close();
            }
            return new SentBefore(null, null, null, e.getMessage());
        }
    }

    /** Whether anything can be looked up. */
    boolean isKnown() {
        return ledger != null;
    }

    /** A message for the user about which ledger is read, or why it cannot be; empty if there is no ledger. */
    Optional<String> note() {
        if (failure != null) {
            return Optional.of("What was sent before is not known: " + failure);
        }
        return Optional.ofNullable(ledger).map(there -> "Ledger: " + there.place() + ", only read");
    }

    /** The account for which the records would be sent. */
    AccountMark mark() {
        return isKnown() ? AccountMark.of(account, use.company()) : AccountMark.NONE;
    }

    AccountId account() {
        return account;
    }

    /** The series of the earlier import that an import of this file would continue. */
    Optional<ImportSeries> series(ImportedFile file) {
        return isKnown() ? ledger.series(file) : Optional.empty();
    }

    /** The answer that the ledger would give instead of a request; empty if the record would be sent. */
    Optional<SendResult> of(WriteRequest request, ImportRowKey key) {
        if (!isKnown()) {
            return Optional.empty();
        }
        try {
            return ledger.known(LedgerRequest.ofRow(request, account, key)).map(this::result);
        } catch (WlcroException e) {
            return Optional.of(failed(e.getError(), e.getMessage()));
        }
    }

    private SendResult result(BeginResult known) {
        if (known instanceof BeginResult.Duplicate same) {
            return new SendResult.AlreadySent("entry " + same.id() + named(same.answer().body()));
        } else if (known instanceof BeginResult.EarlierOutcomeUnknown unknown) {
            return failed("OutcomeUnknown", "it was sent before, as entry " + unknown.id()
                    + ", and it is unknown whether that was applied");
        } else if (known instanceof BeginResult.ConflictsWith other) {
            return failed("Conflict", "it was sent before with other content, as entry " + other.id()
                    + ", and would make a second record");
        }
        return failed("Conflict", "the ledger does not let it be sent");
    }

    private static SendResult.GivenUp failed(String error, String message) {
        return new SendResult.GivenUp(error, message, false, false);
    }

    private String named(byte[] answer) {
        try {
            Map<String, Object> record = answers.readValue(answer);
            return ApiRecord.namedIn(record).map(each -> ", " + each).orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        if (ledger != null) {
            ledger.close();
        }
    }
}
