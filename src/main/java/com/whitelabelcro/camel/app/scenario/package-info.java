/** Scenarios: the user's own routes, run with the pack at hand, and tested against a sandbox. */
package com.whitelabelcro.camel.app.scenario;
