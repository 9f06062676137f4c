package com.whitelabelcro.camel.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.action.Field;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormaliseTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, Field> FIELDS = Map.of(
            "id", new Field("id", Set.of("integer"), false, ""),
            "active", new Field("active", Set.of("boolean"), false, ""),
            "free", new Field("free", Set.of("boolean", "string"), false, ""),
            "name", new Field("name", Set.of("string"), false, ""));

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
        // booleans: six words and two numbers, and nothing else
        "{\"active\":true}~{\"active\":true}",
        "{\"active\":\"TRUE\"}~{\"active\":true}",
        "{\"active\":\" Yes\u00A0\"}~{\"active\":true}",
        "{\"active\":\"1\"}~{\"active\":true}",
        "{\"active\":1}~{\"active\":true}",
        "{\"active\":\"False\"}~{\"active\":false}",
        "{\"active\":\"nO\"}~{\"active\":false}",
        "{\"active\":\"0\"}~{\"active\":false}",
        "{\"active\":0}~{\"active\":false}",
        "{\"active\":\"y\"}~{\"active\":\"y\"}",
        "{\"active\":\"on\"}~{\"active\":\"on\"}",
        "{\"active\":\"1.0\"}~{\"active\":\"1.0\"}",
        "{\"active\":1.0}~{\"active\":1.0}",
        "{\"active\":2}~{\"active\":2}",
        "{\"active\":\" \"}~{}",
        "{\"free\":\"yes\"}~{\"free\":\"yes\"}",
        // ids and texts
        "{\"id\":\"\u00A012345 \"}~{\"id\":12345}",
        "{\"id\":\"12\\u0001\"}~{\"id\":\"12\\u0001\"}",
        "{\"id\":\"007\"}~{\"id\":\"007\"}",
        "{\"name\":\"\u00A0\u200B\"}~{}",
        "{\"name\":\"\uFEFF Ann\u00A0Lee \"}~{\"name\":\"Ann\u00A0Lee\"}",
        "{\"name\":null,\"other\":\" x \"}~{\"other\":\"x\"}",
    })
    void aRequestIsTidied(String given, String tidy) throws Exception {
        ObjectNode body = (ObjectNode) JSON.readTree(given);
        Normalise.tidy(body, FIELDS);
        assertThat(JSON.writeValueAsString(body)).isEqualTo(tidy);
    }
}
