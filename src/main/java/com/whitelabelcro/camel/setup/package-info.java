/**
 * Puts the pack together in a Camel context: settings, threads, the ledger, the HTTP component and the routes. The only package
 * of the core that knows all others.
 */
package com.whitelabelcro.camel.setup;
