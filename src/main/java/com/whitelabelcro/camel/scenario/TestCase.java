package com.whitelabelcro.camel.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * One test. Absent parts are null or empty.
 *
 * @param place the file and the name, for messages
 * @param name one sentence that says what the test shows
 * @param sandbox the settings of the sandbox
 * @param properties properties of the scenario, and of the pack if their names start with {@code wlcro.}
 * @param mocks steps that are replaced, by their ids
 * @param inputs the inputs, sent one after the other
 * @param expected the expected state after the inputs
 */
record TestCase(String place, String name, JsonNode sandbox, Map<String, String> properties, List<Mock> mocks,
        List<Input> inputs, Expected expected) {

    /**
     * A replaced step.
     *
     * @param id the step's id
     * @param fails the error that it throws; null for none
     * @param times how often it throws; later calls succeed
     * @param body the body that it sets; null to leave the body unchanged
     * @param headers the headers that it sets
     */
    record Mock(String id, String fails, int times, JsonNode body, JsonNode headers) {}

    /**
     * An input.
     *
     * @param to the id of a route, or an endpoint of the pack such as {@code wlcro-create-lead}
     * @param result the expected answer; null for any
     * @param fails the simple name of the expected exception; null for none
     * @param killedBefore the id of the step before which a kill of the process is simulated; null for no kill
     */
    record Input(String to, JsonNode body, JsonNode headers, JsonNode result, String fails, String killedBefore) {}

    /**
     * The expected state; null parts are not checked.
     *
     * @param records the records that the sandbox holds
     * @param requests how many requests the sandbox received
     * @param deadLetters the failed records
     * @param mocks the messages that reached the replaced steps, by step id
     * @param files the contents of files, by their names relative to the directory of the test
     */
    record Expected(JsonNode records, JsonNode requests, JsonNode deadLetters, JsonNode mocks, JsonNode files) {}
}
