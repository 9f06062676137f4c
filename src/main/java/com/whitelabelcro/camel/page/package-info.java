/**
 * The operations page of {@code wlcro run}: the state of the pack, and the failed records, which can be corrected and sent again. Begin
 * with
 * {@link com.whitelabelcro.camel.page.OperationsPage}, which has all addresses; one class for each view writes its HTML.
 */
package com.whitelabelcro.camel.page;
