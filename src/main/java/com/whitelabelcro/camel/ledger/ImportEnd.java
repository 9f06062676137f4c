package com.whitelabelcro.camel.ledger;

/**
 * How an import ended.
 *
 * @param stopped whether rows were left that it did not come to
 * @param sent how many records it sent that the API applied, or perhaps did
 * @param failed how many rows failed, of unknown outcome or unreadable
 * @param owed how many of these stand only in the file beside the imported one, and not among the failed records
 */
public record ImportEnd(boolean stopped, long sent, long failed, long owed) {

    /** Whether every row was brought over. */
    public boolean well() {
        return !stopped && failed == 0;
    }
}
