package com.whitelabelcro.camel.system;

/** The same with 20 kills each ({@code mvn -Pkills verify}). */
class KilledScenarioLong extends KilledScenarioTest {

    @Override
    int kills() {
        return 20;
    }
}
