package com.whitelabelcro.camel.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.whitelabelcro.camel.action.Field;
import com.whitelabelcro.camel.tag.Fast;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Fast
class NormalizerTest {

    private static final ObjectMapper JSON = BodyReader.mapper();
    private static final Map<String, Field> FIELDS = Map.of(
            "id", new Field("id", Set.of("integer"), false, ""),
            "active", new Field("active", Set.of("boolean"), false, ""),
            "free", new Field("free", Set.of("boolean", "string"), false, ""),
            "phone", new Field("phone", Set.of("string"), false, ""),
            "zip", new Field("zip", Set.of("string"), false, ""),
            "name", new Field("name", Set.of("string"), false, ""));

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
        // booleans: six words and two numbers, nothing else
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
        // ids and strings
        "{\"id\":\"\u00A012345 \"}~{\"id\":12345}",
        "{\"id\":\"12\\u0001\"}~{\"id\":\"12\\u0001\"}",
        "{\"id\":\"007\"}~{\"id\":\"007\"}",
        "{\"name\":\"\u00A0\u200B\"}~{}",
        "{\"name\":\"\uFEFF Ann\u00A0Lee \"}~{\"name\":\"Ann\u00A0Lee\"}",
        "{\"name\":null,\"other\":\" x \"}~{\"other\":\"x\"}",
        // a number for a string field becomes its digits, if all of them are known
        "{\"phone\":5551234567}~{\"phone\":\"5551234567\"}",
        "{\"phone\":0}~{\"phone\":\"0\"}",
        "{\"phone\":123456789012345678901234567890}~{\"phone\":\"123456789012345678901234567890\"}",
        "{\"phone\":5551234567.0}~{\"phone\":\"5551234567\"}",
        "{\"phone\":5.551234567E9}~{\"phone\":\"5551234567\"}",
        "{\"phone\":5.55E9}~{\"phone\":5.55E+9}",
        "{\"phone\":0E-999999}~{\"phone\":\"0\"}",
        "{\"phone\":1E-999999}~{\"phone\":1E-999999}",
        "{\"phone\":1.5}~{\"phone\":1.5}",
        "{\"phone\":true}~{\"phone\":true}",
        "{\"zip\":94103}~{\"zip\":\"94103\"}",
        "{\"zip\":2138}~{\"zip\":2138}",
        "{\"name\":5}~{\"name\":5}",
        "{\"free\":1}~{\"free\":1}",
        "{\"other\":1}~{\"other\":1}",
    })
    void aRequestIsNormalized(String given, String tidy) throws Exception {
        ObjectNode body = (ObjectNode) JSON.readTree(given);
        Normalizer.tidy(body, FIELDS);
        assertThat(JSON.writeValueAsString(body)).isEqualTo(tidy);
    }
}
