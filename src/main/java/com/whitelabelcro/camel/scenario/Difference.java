package com.whitelabelcro.camel.scenario;

/**
 * A difference between what a test expects and what it found.
 *
 * @param where the place, for example {@code records[0].first_name}
 * @param expected the expected value
 * @param found the value found
 */
record Difference(String where, String expected, String found) {}
