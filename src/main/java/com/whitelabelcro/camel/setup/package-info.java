/**
 * Installs the pack in a Camel context: settings, executors, the ledger, the HTTP component and the routes. This is the
 * only package of the core that knows all others.
 */
package com.whitelabelcro.camel.setup;
