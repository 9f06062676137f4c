package com.whitelabelcro.camel.system;

/** The same at 20 instants each ({@code mvn -Pkills verify}). */
class KilledScenarioLong extends KilledScenarioTest {

    @Override
    int kills() {
        return 20;
    }
}
