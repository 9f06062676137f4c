package com.whitelabelcro.camel.scenario;

/**
 * Something that is not as it was expected.
 *
 * @param where in what, such as {@code records[0].first_name}
 * @param expected what should be there
 * @param found what is there
 */
record Difference(String where, String expected, String found) {}
