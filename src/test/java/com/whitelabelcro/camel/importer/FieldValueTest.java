package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.whitelabelcro.camel.action.Field;
import com.whitelabelcro.camel.tag.Fast;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Fast
class FieldValueTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "external_id | 4711.0           | 4711",
        "external_id | 4711.50          | 4711.50",
        "external_id | 4711,0           | 4711",
        "external_id | 4711.000         | 4711",
        "external_id | 12.000           | 12.000",
        "client_id   | 12,000           | 12,000",
        "external_id | x_1.0            | x_1.0",
        "external_id | 000417           | 000417",
        "external_id | 1.02301E+11      | 1.02301E+11",
        "external_id | 1.02301000001E11 | 102301000001",
        "external_id | 12E5             | 12E5",
        "client_id   | 10001.0          | 10001",
        "phone       | 5.550100071E9    | 5550100071",
        "phone       | 1.55501E+10      | 1.55501E+10",
        "phone       | 15550100432.00   | 15550100432",
        "phone       | +1 555-0100      | +1 555-0100",
        "phone       | p:+15550100432   | +15550100432",
        "phone       | tel:+15550100432 | +15550100432",
        "zip         | z:02138          | 02138",
        "city        | z:02138          | z:02138",
        "zip         | 94103.0          | 94103",
        "zip         | 02138            | 02138",
        "zip         | 1E+1             | 1E+1",
        "first_name  | 4711.0           | 4711.0",
        "note_type   | 5.0              | 5.0",
    })
    void aTextIsConvertedByTheTypeOfItsField(String field, String text, String value) {
        assertThat(new FieldValue(field(field)).of(text, true)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "external_id | 1234            | \"1234\"",
        "external_id | 4711.0          | \"4711\"",
        "external_id | 12.000          | \"12\"",
        "external_id | 1.02301E+11     | \"1.02301E+11\"",
        "external_id | true            | true",
        "client_id   | 10001           | 10001",
        "client_id   | 10001.0         | 10001",
        "client_id   | 1.02301E+11     | \"1.02301E+11\"",
        "phone       | 15550101101     | \"15550101101\"",
        "zip         | 94103           | \"94103\"",
        "zip         | 2138            | \"2138\"",
        "first_name  | 5               | 5",
        "first_name  | [\"Ann\"]       | [\"Ann\"]",
        "commission_rate | 12.50       | 12.50",
    })
    void aJsonValueIsConvertedByTheTypeOfItsField(String field, String json, String value) throws Exception {
        Object given = ((InputRow.Record) new JsonRecord().read(1, "{\"a\":" + json + "}")).fields().get("a");
        assertThat(new JsonMapper().writeValueAsString(new FieldValue(field(field)).of(given, false))).isEqualTo(value);
    }

    @Test
    void aDecimalCellBecomesANumberIfTheFieldMayBeOneAndABlankCellNothing() {
        assertThat(new FieldValue(field("commission_rate")).of(".5", true)).isEqualTo(new BigDecimal("0.5"));
        assertThat(new FieldValue(field("commission_rate")).of("12.50", false)).isEqualTo("12.50");
        assertThat(new FieldValue(field("first_name")).of("\u00A0\u200B", true)).isNull();
        assertThat(new FieldValue(field("first_name")).of(null, true)).isNull();
    }

    @Test
    void theIdInATextOfSeveralPartsIsReducedToItsDigits() {
        assertThat(Template.of("hubspot_{Id}").text(Map.of("Id", "4711.0"), true)).isEqualTo("hubspot_4711");
        assertThat(Template.of("hubspot_{Id}").text(Map.of("Id", new BigDecimal("4711.0")), true)).isEqualTo("hubspot_4711");
        assertThat(Template.of("costs {Amount}").text(Map.of("Amount", "4711.0"), false)).isEqualTo("costs 4711.0");
    }

    static Field field(String name) {
        return Stream.of(TestActions.CREATE_LEAD, TestActions.UPDATE_AFFILIATE, TestActions.ADD_NOTE)
                .map(action -> action.fields().get(name)).filter(Objects::nonNull).findFirst().orElseThrow();
    }
}
