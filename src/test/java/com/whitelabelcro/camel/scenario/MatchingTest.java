package com.whitelabelcro.camel.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.whitelabelcro.camel.scenario.Matching.Difference;
import com.whitelabelcro.camel.tag.Fast;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Fast
class MatchingTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "{\"a\":1};                {\"a\":1,\"b\":2}",
        "{\"a\":{\"b\":1}};        {\"a\":{\"b\":1,\"c\":2}}",
        "[1,\"x\"];                [1,\"x\"]",
        "[{\"a\":1}];              [{\"a\":1,\"b\":2}]",
        "1;                        \"1\"",
        "\"1\";                    1",
        "15;                       15.0",
        "true;                     \"true\"",
        "\"/b+/\";                 \"abbc\"",
        "\"/^a.b$/\";              \"a\\nb\"",
        "\"/12/\";                 123",
        "\"/\";                    \"/\"",
        "\"//\";                   \"//\"",
        "null;                     null",
        "{\"a\":null};             {\"b\":1}",
        "{\"a\":1};                \"{\\\"a\\\":1}\"",
        "[];                       []",
        "{};                       {}",
    })
    void equalValuesMatch(String expected, String found) throws JsonProcessingException {
        assertThat(Matching.differences("it", json(expected), json(found))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "{\"a\":1};                {\"b\":1};            it.a",
        "{\"a\":{\"b\":1}};        {\"a\":{\"b\":2}};    it.a.b",
        "[1,2];                    [2,1];                it[0]",
        "[1];                      [1,2];                it (1 expected, 2 there)",
        "[1,2];                    [1];                  it (2 expected, 1 there)",
        "[];                       {};                   it",
        "{};                       [];                   it",
        "{};                       \"x\";                it",
        "\"x\";                    {};                   it",
        "1;                        2;                    it",
        "\"a\";                    \"A\";                it",
        "\"/^b/\";                 \"abc\";              it",
        "null;                     1;                    it",
        "1;                        null;                 it",
        "\"\";                     null;                 it",
        "{\"a\":1};                \"{\\\"a\\\":2}\";    it.a",
    })
    void differentValuesDoNotMatch(String expected, String found, String where) throws JsonProcessingException {
        assertThat(Matching.differences("it", json(expected), json(found)).get(0).where()).isEqualTo(where);
    }

    @Test
    void allDifferencesAreReportedTogether() throws JsonProcessingException {
        assertThat(Matching.differences("it", json("{\"a\":1,\"b\":2}"), json("{}"))).hasSize(2);
    }

    @Test
    void aLongValueIsTruncated() throws JsonProcessingException {
        Difference difference = Matching.differences("it", json("1"), json("\"" + "x".repeat(5_000) + "\"")).get(0);
        assertThat(difference.found()).hasSize(1_004).endsWith("x ...");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "[1,2];                    [2,1]",
        "[\"/a/\",\"a\"];      [\"a\",\"ba\"]",
        "[{\"a\":1},{\"a\":1,\"b\":2}]; [{\"a\":1,\"b\":2},{\"a\":1}]",
        "[];                       []",
    })
    void listsMatchInAnyOrder(String expected, String found) throws JsonProcessingException {
        assertThat(Matching.differencesInAnyOrder("it", json(expected), (ArrayNode) json(found))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "[1,1];                    [1,2];                it[1]",
        "[1,2];                    [2,3];                it[0]",
        "[1];                      [1,2];                it (1 expected, 2 there)",
        "{};                       [];                   it",
    })
    void listsWithDifferentElementsDoNotMatchInAnyOrder(String expected, String found, String where) throws JsonProcessingException {
        assertThat(Matching.differencesInAnyOrder("it", json(expected), (ArrayNode) json(found)))
                .extracting(Difference::where).containsExactly(where);
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }
}
