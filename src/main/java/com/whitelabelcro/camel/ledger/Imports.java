package com.whitelabelcro.camel.ledger;

import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Remembers the imports of files whose equal rows may well be meant again: notes and changes. An import that is begun
 * afresh begins a series, and what an import of a series has sent, a later one of the same series does not send again. A
 * later import goes on with the series
 *
 * <ul>
 *   <li>of the last import of the same path, if that did not end well: it was stopped, its process died, or rows of it
 *       failed and are still owed, in the list of the failed records or in the file beside the imported one;
 *   <li>else of an import of the identical file, if that was within the window. One that found nothing left to send does
 *       not count, or a file that is imported every day would never be sent again.
 * </ul>
 */
public interface Imports {

    /**
     * Begins an import. It counts as stopped until it is ended.
     *
     * @param afresh whether it begins a series of its own, whatever was imported before
     */
    CompletionStage<ImportSeries> begin(ImportedFile file, boolean afresh);

    /**
     * Ends an import.
     *
     * @param mended the series of rows that it took from files of failed records: if it has ended well, nothing of theirs is
     *     owed in such a file any more
     */
    CompletionStage<Void> end(ImportSeries series, ImportEnd how, Set<String> mended);
}
