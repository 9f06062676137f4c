package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Fast
class SharedIdsTest {

    private final SharedIds ids = new SharedIds(TestActions.CREATE_LEAD);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Ann Lee a@x.org | Bob Ray b@x.org  | true",
        "Ann Lee a@x.org | Bob Lee b@x.org  | true",
        "Ann Lee a@x.org | Bob Ray a@x.org  | true",
        "Ann Lee a@x.org | ann LEE A@x.org  | false",
        "Ann Lee a@x.org | Ann Ray a@x.org  | false",
        "Ann Lee a@x.org | Ann Lee b@y.org  | false",
        "Ann Lee -       | Bob Lee -        | false",
        "Ann Lee -       | Bob Ray -        | true",
        "-   -   a@x.org | -   -   b@x.org  | false",
    })
    void anIdThatNamesDifferentPeopleIsFound(String one, String other, boolean different) {
        assertThat(ids.add(2, body("x_1", one)).differs()).isFalse();
        assertThat(ids.add(3, body("x_2", other)).differs()).isFalse();
        assertThat(ids.add(4, body("x_1", other))).isEqualTo(new SharedIds.Finding(2, different, different));
        assertThat(ids.add(5, body("x_1", one)).differs()).as("from now on, for all records").isEqualTo(different);
        assertThat(ids.add(2, body("x_1", one))).as("the same file once more").isEqualTo(new SharedIds.Finding(2, different, false));
    }

    @Test
    void anUpdateIsIdentifiedByTheRecordInItsPath() {
        SharedIds updates = new SharedIds(TestActions.UPDATE_AFFILIATE);
        assertThat(updates.add(2, Map.of("employee_id", "7", "external_id", "x")).differs()).isFalse();
        assertThat(updates.add(3, Map.of("employee_id", "7", "external_id", "x", "first_name", "Ann")).differs()).isFalse();
        assertThat(updates.add(4, Map.of("employee_id", "8", "external_id", "x")).differs()).isTrue();
    }

    @Test
    void recordsWithoutAnIdAreNotCompared() {
        assertThat(ids.add(2, body(null, "Ann Lee a@x.org")).differs()).isFalse();
        assertThat(ids.add(3, body(null, "Bob Ray b@x.org")).differs()).isFalse();
    }

    @Test
    void theNumberOfIdsThatAreKeptIsLimited() {
        for (int i = 1; i <= SharedIds.MOST_IDS + 1_000; i++) {
            ids.add(i, Map.of("external_id", "x_" + i, "first_name", "Ann", "last_name", "Lee"));
        }
        Map<String, Object> other = Map.of("first_name", "Bob", "last_name", "Ray");
        assertThat(ids.add(9, with(other, "x_" + SharedIds.MOST_IDS)).differs()).isTrue();
        assertThat(ids.add(9, with(other, "x_" + (SharedIds.MOST_IDS + 1))).differs()).isFalse();
    }

    private static Map<String, Object> with(Map<String, Object> body, String id) {
        Map<String, Object> with = new HashMap<>(body);
        with.put("external_id", id);
        return with;
    }

    private static Map<String, Object> body(String id, String person) {
        Map<String, Object> body = new HashMap<>();
        String[] parts = person.strip().split(" +");
        put(body, "external_id", id);
        put(body, "first_name", parts[0]);
        put(body, "last_name", parts[1]);
        put(body, "email", parts[2]);
        return body;
    }

    private static void put(Map<String, Object> body, String field, String value) {
        if (value != null && !value.equals("-")) {
            body.put(field, value);
        }
    }
}
