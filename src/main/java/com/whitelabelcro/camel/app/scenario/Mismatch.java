package com.whitelabelcro.camel.app.scenario;

/**
 * An expectation that does not hold.
 *
 * @param line where it stands in its file
 * @param what which part of it, such as {@code records[0].status}
 * @param expected what should be there
 * @param actual what is there
 */
record Mismatch(int line, String what, String expected, String actual) {

    @Override
    public String toString() {
        return "line " + line + ": " + what + ": expected " + expected + ", but " + actual;
    }
}
