package com.whitelabelcro.camel.ledger;

import com.whitelabelcro.camel.model.LedgerException;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Keeps track of imports for whose rows equal content may be intended more than once: notes and changes. An import
 * starts a new series, or continues an earlier one. What one import of a series has sent, a later import of the same
 * series does not send again. An import continues
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
