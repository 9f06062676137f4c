package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.model.AccountId;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.model.Sha256;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Keeps track of imports for whose rows equal content may be intended more than once: notes and changes. An import
 * starts a new series, or continues an earlier one. A later import of a series does not send again what an earlier one has sent. An
 * import continues
 *
 * <ul>
 *   <li>the series of the last import of the same path, if that did not end well: it was stopped, its process died, or
 *       some of its rows failed and are still in the list of failed records or in the file beside the imported one;
 *   <li>otherwise the series of an import of the identical file within the window. An import that found nothing left to
 *       send does not count; otherwise a file that is imported every day would never be sent again.
 * </ul>
 */
public interface Imports {

    /**
     * An imported file as the ledger stores it. Both components are hashes, so that neither name nor content can be
     * recovered.
     *
     * @param path the location of the file, for this account and action
     * @param content the content of the file, for this account and action
     */
    record ImportedFile(Sha256 path, Sha256 content) {

        /**
         * Creates the hashes of a file.
         *
         * @param path the absolute path with all links resolved
         * @param content a hash of all its bytes
         */
        public static ImportedFile of(AccountId account, String action, String path, String content) {
            return new ImportedFile(Sha256.of(account.hex(), action, "path", path),
                    Sha256.of(account.hex(), action, "content", content));
        }
    }

    /**
     * An import and the series that it belongs to.
     *
     * @param id the id of this import
     * @param name the name of its series: 32 hexadecimal digits
     * @param why why it belongs to this series
     * @param begun when the series began
     */
    record ImportSeries(EntryId id, String name, Why why, Instant begun) {

        /** Why an import belongs to a series. */
        public enum Why {
            /** It is the first import of the series. */
            AFRESH,
            /** The last import of the same path did not end well. */
            UNFINISHED,
            /** The identical file was imported within the window. */
            IDENTICAL
        }
    }

    /**
     * How an import ended.
     *
     * @param stopped whether it was stopped before it reached all rows
     * @param sent how many of its records the API applied, or may have applied
     * @param failed how many rows failed, have an unknown outcome, or could not be read
     * @param unlisted how many of these are only in the file beside the imported one, and not in the list of failed records
     */
    record ImportEnd(boolean stopped, long sent, long failed, long unlisted) {

        /** Whether every row was imported. */
        public boolean well() {
            return !stopped && failed == 0;
        }
    }

    /**
     * Begins an import. It counts as stopped until {@link #end} is called.
     *
     * @param afresh whether it starts a new series, whatever was imported before
     * @return fails with {@link LedgerException}
     */
    CompletionStage<ImportSeries> begin(ImportedFile file, boolean afresh);

    /**
     * Ends an import.
     *
     * @param mended the series of rows that this import took from files of failed records. If it ended well, their
     *     earlier failures are settled
     * @return fails with {@link LedgerException}
     */
    CompletionStage<Void> end(ImportSeries series, ImportEnd how, Set<String> mended);
}
