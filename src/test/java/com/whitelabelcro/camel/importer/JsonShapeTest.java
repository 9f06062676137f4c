package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.tag.Fast;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where records and fields are found in JSON; in these tests, an object with a mail is a record. */
@Fast
class JsonShapeTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                text("{'mail':'a'}\n{'mail':'b'}", "JSON Lines, UTF-8", "1:{mail=a}", "2:{mail=b}"),
                text("[{'mail':'a'},\n{'mail':'b'}]", "JSON, UTF-8", "1:{mail=a}", "2:{mail=b}"),
                text("{'results':[{'mail':'a'},{'mail':'b'}],'paging':{'next':{'after':'2'}}}",
                        "JSON Lines, UTF-8, records in /results", "1:{mail=a}", "1:{mail=b}"),
                text("{\n 'total': 2,\n 'Records': [\n  {'mail':'a'},\n  {'mail':'b'}\n ]\n}\n",
                        "JSON, UTF-8, records in /Records", "4:{mail=a}", "5:{mail=b}"),
                text("{'data':{'x':[1,'}'],'items':[{'mail':'a'}]},'y':'{'}", "JSON Lines, UTF-8, records in /data/items",
                        "1:{mail=a}"),
                text("{'results':[{'mail':'a'}]}\n{'x':1,'results':[{'mail':'b'}]}\n", "JSON Lines, UTF-8, records in /results",
                        "1:{mail=a}", "2:{mail=b}"),
                text("{'results':[]}", "JSON Lines, UTF-8, records in /results"),
                text("{'results':[{'mail':'a'}]}\n{'error':1}", "JSON Lines, UTF-8, records in /results", "1:{mail=a}",
                        "2!stands after the records, and holds none, or not where they are"),
                // a record may contain a list of that name
                text("{'items':[{'x':1}],'mail':'a'}", "JSON Lines, UTF-8", "1:{items=[{x=1}], mail=a}"),
                // any name will do, if what it holds looks like records
                text("{'total':2,'contacts':[{'mail':'a'},{'mail':'b'}]}", "JSON Lines, UTF-8, records in /contacts", "1:{mail=a}",
                        "1:{mail=b}"),
                text("{'errors':[{'x':1}],'data':[],'d':{'people':[{'mail':'a'}]}}", "JSON Lines, UTF-8, records in /d/people",
                        "1:{mail=a}"),
                text("{'data':{'contacts':{'edges':[{'node':{'mail':'a'}}]}}}",
                        "JSON Lines, UTF-8, records in /data/contacts/edges, fields in node", "1:{node={mail=a}, mail=a}"),
                text("{'value':[{'id':'5','fields':{'mail':'a'}}]}", "JSON Lines, UTF-8, records in /value, fields in fields",
                        "1:{id=5, fields={mail=a}, mail=a}"),
                text("{'spouse':{'mail':'a'}}\n", "JSON Lines, UTF-8", "1:{spouse={mail=a}}"),
                // objects that do not stand on lines of their own
                text("{'mail':'a'}{'mail':'b'} {'mail':'c'}", "JSON, UTF-8", "1:{mail=a}", "1:{mail=b}", "1:{mail=c}"),
                text("{'mail':'a'},\n{'mail':'b'},\n", "JSON, UTF-8", "1:{mail=a}", "2:{mail=b}"),
                text("{'mail':'a',\n 'x':'}'}\n{'mail':'b'}\n", "JSON, UTF-8", "1:{mail=a, x=}}", "3:{mail=b}"),
                text("{'mail':'a',\n{'mail':'b'}\n", "JSON Lines, UTF-8", "1!is not valid JSON, at character 13", "2:{mail=b}"),
                // fields one level below
                text("{'id':'5','properties':{'mail':'a','id':'6'}}\n{'id':'7','properties':{'mail':'b'}}\n",
                        "JSON Lines, UTF-8, fields in properties",
                        "1:{id=5, properties={mail=a, id=6}, mail=a}", "2:{id=7, properties={mail=b}, mail=b}"),
                text("[{'json':{'mail':'a'}}]", "JSON, UTF-8, fields in json", "1:{json={mail=a}, mail=a}"),
                text("{'results':[{'id':'5','properties':{'mail':'a'}}]}",
                        "JSON Lines, UTF-8, records in /results, fields in properties",
                        "1:{id=5, properties={mail=a}, mail=a}"),
                text("{'mail':'a','properties':{'x':1}}", "JSON Lines, UTF-8", "1:{mail=a, properties={x=1}}"));
    }

    private static Arguments text(String text, String description, String... rows) {
        return Arguments.of(text.replace('\'', '"'), description, List.of(rows));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void theRecordsAndFieldsOfADocumentAreDetected(String text, String description, List<String> rows) throws Exception {
        try (RecordReader reader = open(text, null)) {
            assertThat(reader.description()).isEqualTo(description);
            assertThat(Reading.brief(all(reader))).isEqualTo(rows);
        }
    }

    @Test
    void aGivenPathToTheRecordsIsUsed() throws Exception {
        String text = "{\"a/b\":[{\"mail\":\"no\"},{\"c\":[{\"x\":1},{\"x\":2}]}],\"one\":{\"x\":3}}";
        try (RecordReader reader = open(text, "/a~1b/1/c")) {
            assertThat(Reading.brief(all(reader))).containsExactly("1:{x=1}", "1:{x=2}");
        }
        try (RecordReader reader = open(text, "/one")) {
            assertThat(Reading.brief(all(reader))).containsExactly("1:{x=3}");
        }
        for (String nowhere : List.of("/a~1b/7", "/two", "/a~1b/0/mail", "/a~1b/x")) {
            try (RecordReader reader = open(text, nowhere)) {
                assertThatThrownBy(reader::hasNext).isInstanceOf(ImportConfigurationException.class)
                        .hasMessageStartingWith("There are no records in /");
            }
        }
        assertThatThrownBy(() -> open(text, "data.items").description()).isInstanceOf(ImportConfigurationException.class)
                .hasMessageContaining("JSON Pointer");
        assertThatThrownBy(() -> open("mail\na\n", "/x").description()).isInstanceOf(ImportConfigurationException.class)
                .hasMessage("--records says where records are in JSON; this is a table");
    }

    @Test
    void theFriendsOfAnIncompletePersonAreNotTakenForTheRecords() throws Exception {
        String text = "{\"first_name\":\"Ann\",\"friends\":[{\"first_name\":\"Ben\",\"last_name\":\"Lee\",\"email\":\"b@x.org\"}]}";
        try (RecordReader reader = RecordReader.open(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            reader.findHeader(Mapping.of(TestActions.CREATE_LEAD, MappingRules.none(), MappingRules.none())::fits);
            assertThat(reader.description()).isEqualTo("JSON Lines, UTF-8");
        }
    }

    @Test
    void severalListsOfRecordsAreRefusedUntilOneIsNamed() {
        assertThatThrownBy(() -> open("{\"leads\":[{\"mail\":\"a\"}],\"clients\":[{\"mail\":\"b\"}]}", null).description())
                .isInstanceOf(ImportConfigurationException.class)
                .hasMessage("There are records in /leads and in /clients: say which with --records");
    }

    @Test
    void aListOfUsersBesideAnotherListIsNotTakenForTheRecords() throws Exception {
        for (String other : List.of("[{\"nachname\":\"Lee\"}]", "[]")) {
            assertThatThrownBy(() -> open("{\"contacts\":" + other + ",\"users\":[{\"mail\":\"rep@firm.example\"}]}", null).description())
                    .isInstanceOf(ImportConfigurationException.class)
                    .hasMessage("The records may be in /contacts or in /users: say which with --records");
        }
        try (RecordReader reader = open("{\"total\":1,\"users\":[{\"mail\":\"a\"}]}", null)) {
            assertThat(reader.description()).endsWith("records in /users");
        }
    }

    @Test
    void recordsAfterContentOfAnySizeAreFoundWithoutBufferingIt() throws Exception {
        String text = "{\"data\":{\"x\":[" + "{\"y\":\"]}\"},".repeat(100_000) + "1],\"items\":[{\"mail\":\"a\"}]}}";
        try (RecordReader reader = open(text, "/data/items")) {
            assertThat(Reading.brief(all(reader))).containsExactly("1:{mail=a}");
        }
    }

    @Test
    void aNameMayBeAPathIntoARecord() {
        MappingRules rules = MappingRules.of(List.of("properties.firstname=first_name", "mails.0.value=email"),
                List.of("external_id=hubspot_{properties.id}"));
        Mapping mapping = Mapping.of(TestActions.CREATE_LEAD, rules, MappingRules.none());
        assertThat(mapping.fits(List.of("last_name", "properties", "mails"))).isTrue();
        assertThat(mapping.layoutOfKeys(List.of("properties", "mails")).body(Map.of(
                "properties", Map.of("firstname", "Ann", "id", 4711), "mails", List.of(Map.of("value", "a@x.org")))))
                .isEqualTo(Map.of("first_name", "Ann", "email", "a@x.org", "external_id", "hubspot_4711"));
        assertThat(mapping.layoutOfKeys(List.of("properties")).body(Map.of("properties", Map.of("id", Map.of("$oid", "5")))))
                .as("an object is no part of an id: the check refuses it").isEqualTo(Map.of("external_id", Map.of("$oid", "5")));
        assertThat(mapping.layoutOfKeys(List.of("properties", "mails")).body(Map.of("properties", "x", "mails", List.of())))
                .isEmpty();
        assertThatThrownBy(() -> mapping.layoutOfColumns(List.of("properties", "mails", "last_name")))
                .as("a table has no paths").hasMessageContaining("There is no column \"properties.firstname\"");
    }

    private static RecordReader open(String text, String pointer) {
        RecordReader reader = RecordReader.open(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                ReadOptions.of(null, null, null, null, pointer, null));
        reader.findHeader(names -> names.contains("mail"));
        return reader;
    }

    private static List<InputRow> all(RecordReader reader) {
        List<InputRow> rows = new ArrayList<>();
        reader.forEachRemaining(rows::add);
        return rows;
    }
}
