/**
 * Runs the tests of scenarios ({@code wlcro test}), which are YAML files beside the scenarios. Read
 * {@link com.whitelabelcro.camel.scenario.TestRun} first.
 */
package com.whitelabelcro.camel.scenario;
