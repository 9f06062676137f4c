package com.whitelabelcro.camel.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * One test. What is not said is null or empty.
 *
 * @param place the file and the name, for messages
 * @param name a sentence that says what it shows
 * @param sandbox the settings of the sandbox
 * @param properties for the scenario and, those that begin with {@code wlcro.}, for the pack
 * @param mocks steps that are replaced, by their ids
 * @param inputs what comes in, one after the other
 * @param expected what is to be there afterwards
 */
record TestCase(String place, String name, JsonNode sandbox, Map<String, String> properties, List<Mock> mocks,
        List<Input> inputs, Expected expected) {

    /**
     * A step that is replaced.
     *
     * @param id the step's id
     * @param fails the error that it throws; null: none
     * @param times how often it throws; after that it does not fail any more
     * @param body what it gives as body; null: it leaves it
     * @param headers what it sets
     */
    record Mock(String id, String fails, int times, JsonNode body, JsonNode headers) {}

    /**
     * What comes in.
     *
     * @param to the id of a route, or an endpoint of the pack such as {@code wlcro-create-lead}
     * @param result what it is to be answered; null: anything
     * @param fails the simple name of the exception that is to come out; null: none
     * @param killedBefore the id of the step before which its process is as if killed; null: it comes to its end
     */
    record Input(String to, JsonNode body, JsonNode headers, JsonNode result, String fails, String killedBefore) {}

    /**
     * What is to be there afterwards; null: anything.
     *
     * @param records the records that the sandbox holds
     * @param requests how many requests it got
     * @param deadLetters what waits among the failed records
     * @param mocks what reached the replaced steps, by their ids
     * @param files the contents of files, by their names below the directory of the test
     */
    record Expected(JsonNode records, JsonNode requests, JsonNode deadLetters, JsonNode mocks, JsonNode files) {}
}
