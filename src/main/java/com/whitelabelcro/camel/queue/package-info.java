/**
 * Records that were accepted and are sent later. They wait in the ledger ({@link com.whitelabelcro.camel.ledger.RecordQueue});
 * this package only waits for their outcomes and has no rules of its own.
 */
package com.whitelabelcro.camel.queue;
