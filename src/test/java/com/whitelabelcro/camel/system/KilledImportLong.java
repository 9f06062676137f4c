package com.whitelabelcro.camel.system;

/** The same with 200 kills ({@code mvn -Pkills verify}). */
class KilledImportLong extends KilledImportTest {

    @Override
    int kills() {
        return 200;
    }
}
