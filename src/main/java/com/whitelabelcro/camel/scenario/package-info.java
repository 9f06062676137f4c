/** Tests of scenarios, written in YAML beside them: {@code wlcro test}. */
package com.whitelabelcro.camel.scenario;
