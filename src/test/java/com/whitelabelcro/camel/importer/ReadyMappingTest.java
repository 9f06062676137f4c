package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.tag.Fast;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each built-in mapping with the relevant columns of a header that its vendor exports. */
@Fast
class ReadyMappingTest {

    private static final String ANN = "first_name=Ann, last_name=Lee, email=ann@x.org, phone=+1555";

    static Stream<Arguments> exports() {
        return Stream.of(
                export("hubspot", "Record ID=7|First Name=Ann|Last Name=Lee|Email=ann@x.org|Phone Number=+1555|Lead Status=x",
                        "external_id=hubspot_7, " + ANN),
                export("hubspot", "Record ID - Contact=7|First Name=Ann|Last Name=Lee|Email=ann@x.org|Mobile Phone Number=+1555",
                        "external_id=hubspot_7, " + ANN),
                export("salesforce", "Contact ID=003A|First Name=Ann|Last Name=Lee|Email=ann@x.org|Phone=+1555",
                        "external_id=salesforce_003A, " + ANN),
                export("salesforce", "Id=003A|FirstName=Ann|LastName=Lee|Email=ann@x.org|MobilePhone=+1555",
                        "external_id=salesforce_003A, " + ANN),
                export("pipedrive", "Person - ID=7|Person - Name=Ann Lee|Person - Email - Work=ann@x.org|Person - Phone - Mobile=+1555",
                        "external_id=pipedrive_7, " + ANN),
                export("pipedrive", "Person - Name=Lee, Ann|Person - Email=ann@x.org|Person - Phone=+1555",
                        ANN),
                export("zoho", "Record Id=zcrm_7|Contact Owner=Bob|First Name=Ann|Last Name=Lee|Email=ann@x.org|Mobile=+1555",
                        "external_id=zoho_zcrm_7, " + ANN),
                export("gohighlevel", "Contact Id=aB3|First Name=Ann|Last Name=Lee|Phone=+1555|Email=ann@x.org|Tags=x",
                        "external_id=gohighlevel_aB3, " + ANN),
                export("mailchimp", "Email Address=ann@x.org|First Name=Ann|Last Name=Lee|Phone Number=+1555|MEMBER_RATING=2|LEID=5|EUID=ab",
                        "external_id=mailchimp_ab, " + ANN),
                export("google", "First Name=Ann|Middle Name=|Last Name=Lee|E-mail 1 - Label=* Work|E-mail 1 - Value=ann@x.org"
                        + "|Phone 1 - Value=+1555", ANN),
                export("google", "Name=Ann Lee|Given Name=Ann|Family Name=Lee|E-mail 1 - Value=ann@x.org|Phone 1 - Value=+1555",
                        ANN),
                export("outlook", "First Name=Ann|Last Name=Lee|E-mail Address=ann@x.org|E-mail Display Name=x|Home Phone=+1555",
                        ANN),
                export("creditrepaircloud", "id=Mg|firstname=Ann|lastname=Lee|email=ann@x.org|phone_mobile=+1555|post_code=",
                        "external_id=creditrepaircloud_Mg, " + ANN));
    }

    private static Arguments export(String name, String row, String body) {
        return Arguments.of(name, row, body);
    }

    @ParameterizedTest
    @MethodSource("exports")
    void anExportIsRecognisedByItsHeaderAndMapped(String name, String cells, String body) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (String cell : cells.split("\\|")) {
            row.put(cell.substring(0, cell.indexOf('=')), cell.substring(cell.indexOf('=') + 1));
        }
        List<String> columns = new ArrayList<>(row.keySet());
        Mapping mapping = mapping(TestActions.CREATE_LEAD);
        assertThat(mapping.found(columns)).contains(name);
        assertThat(mapping.fits(columns)).isTrue();
        Map<String, Object> expected = new LinkedHashMap<>();
        Stream.of(body.split(", ")).forEach(each -> expected.put(each.split("=")[0], each.split("=", 2)[1]));
        assertThat(mapping.settled(columns).layoutOfColumns(columns).body(row)).isEqualTo(expected);
    }

    @Test
    void aTableOfTheUserIsNotMistakenForAnExport() {
        for (List<String> columns : List.of(List.of("first_name", "last_name", "email", "external_id"),
                List.of("Record ID", "Name", "Email", "Phone"), List.of("First Name", "Last Name", "Email Address"),
                List.of("Id", "First Name", "Last Name", "E-mail Address"), List.of("client_id", "text"))) {
            assertThat(mapping(TestActions.CREATE_LEAD).found(columns)).isEmpty();
        }
    }

    @Test
    void theCommandLineOverridesADetectedMapping() {
        Mapping mapping = Mapping.of(TestActions.CREATE_LEAD, MappingRules.of(List.of("Work Email=email"),
                List.of("external_id=crm_{Record ID}")), MappingRules.none()).orReady(MappingFile.ready());
        List<String> columns = List.of("Record ID", "First Name", "Last Name", "Email", "Work Email");
        assertThat(mapping.settled(columns).layoutOfColumns(columns).body(Map.of(
                "Record ID", "7", "First Name", "Ann", "Last Name", "Lee", "Email", "a@x.org", "Work Email", "w@x.org")))
                .containsEntry("external_id", "crm_7").containsEntry("email", "w@x.org");
    }

    private static Mapping mapping(Action action) {
        return Mapping.of(action, MappingRules.none(), MappingRules.none()).orReady(MappingFile.ready());
    }
}
