/**
 * The operations page of {@code wlcro run}: what is going on, and the failed records, to correct and send again. Begin with
 * {@link com.whitelabelcro.camel.page.OperationsPage}, which has all addresses; one class for each view writes its HTML.
 */
package com.whitelabelcro.camel.page;
