/**
 * Step 3 of the way of a record: once. What was sent, what came of it, and what is still owed outlive the process here,
 * so that nothing is lost and nothing is doubled. The values and the rules of order are in this package, the database is
 * in {@code sql}.
 */
package com.whitelabelcro.camel.ledger;
