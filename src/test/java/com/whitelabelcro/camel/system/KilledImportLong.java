package com.whitelabelcro.camel.system;

/** The same at 200 instants ({@code mvn -Pkills verify}). */
class KilledImportLong extends KilledImportTest {

    @Override
    int kills() {
        return 200;
    }
}
