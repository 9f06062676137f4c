package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.tag.Fast;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Fast
class MappingTest {

    private static final String PERSON = "first_name=Ann|last_name=Lee|email=a@example.com|";

    @ParameterizedTest
    @ValueSource(strings = {"first_name", "First Name", "firstName", "FIRST_NAME", "first-name", "FirstName",
            " first.name", "First Name*", "First Name (required)", "First name - Required *", "F\u0131rst_Name", "F\u0130RST_NAME"})
    void aColumnIsMatchedToItsFieldRegardlessOfSpelling(String column) {
        ColumnMapping layout = mapping(TestActions.CREATE_LEAD).layoutOfColumns(List.of(column, "last_name", "email"));
        assertThat(layout.body(Map.of(column, "Ann"))).containsExactly(entry("first_name", "Ann"));
    }

    @Test
    void cellsAreTrimmedAndEmptyOnesOmitted() {
        assertThat(body(TestActions.CREATE_LEAD, PERSON + "zip= 01234 |city=  |phone="))
                .containsEntry("zip", "01234").doesNotContainKeys("city", "phone");
    }

    @Test
    void booleansArePassedThroughUnchanged() {
        assertThat(body(TestActions.UPDATE_AFFILIATE, "employee_id=7|is_active=YES|is_approved=maybe"))
                .containsEntry("is_active", "YES").containsEntry("is_approved", "maybe");
    }

    @Test
    void aDecimalBecomesANumberOnlyIfTheFieldMayBeOne() {
        assertThat(body(TestActions.UPDATE_AFFILIATE, "employee_id=7|commission_rate=12.50"))
                .containsEntry("commission_rate", new BigDecimal("12.50")).containsEntry("employee_id", "7");
        assertThat(body(TestActions.UPDATE_AFFILIATE, "employee_id=7|commission_rate=.5"))
                .containsEntry("commission_rate", new BigDecimal("0.5"));
        for (String text : List.of("12%", "1e3", "1,5", "5.", "٣", "+1")) {
            assertThat(body(TestActions.UPDATE_AFFILIATE, "employee_id=7|commission_rate=" + text))
                    .containsEntry("commission_rate", text);
        }
    }

    @Test
    void aMapRuleHasPrecedenceOverTheNameAndItsColumnIsUsedOnce() {
        MappingRules rules = MappingRules.of(List.of("Mail = 2=email", "Phone=affiliate_id", "City="), List.of());
        ColumnMapping layout = Mapping.of(TestActions.CREATE_LEAD, rules, MappingRules.none())
                .layoutOfColumns(List.of("first_name", "last_name", "email", "Mail = 2", "Phone", "City"));
        assertThat(layout.body(Map.of("email", "old", "Mail = 2", "new", "Phone", "7", "City", "X")))
                .containsOnly(entry("email", "new"), entry("affiliate_id", "7"));
        assertThat(layout.ignored()).containsExactly("email", "City");
    }

    @Test
    void aSetRuleBuildsAFieldFromColumnsAndIsOmittedIfOneIsEmpty() {
        MappingRules rules = MappingRules.of(List.of(), List.of("external_id = hubspot_{Record ID}",
                "city={{{Town}}}"));
        ColumnMapping layout = Mapping.of(TestActions.CREATE_LEAD, rules, MappingRules.none())
                .layoutOfColumns(List.of("first_name", "last_name", "email", "Record ID", "Town"));
        assertThat(layout.body(Map.of("Record ID", " 12 ", "Town", "Ulm")))
                .containsOnly(entry("external_id", "hubspot_12"), entry("city", "{Ulm}"));
        for (String nothing : List.of("", " ", "\u00a0", "\u200b", "\ufeff ")) {
            assertThat(layout.body(Map.of("Record ID", nothing, "Town", ""))).isEmpty();
        }
    }

    @Test
    void severalRulesForOneFieldAreAlternativesInTheirOrder() {
        MappingRules rules = MappingRules.of(List.of("Mobile=phone", "Office=phone"), List.of("phone=none"));
        ColumnMapping layout = Mapping.of(TestActions.CREATE_LEAD, rules, MappingRules.none())
                .layoutOfColumns(List.of("first_name", "last_name", "email", "Mobile", "Office"));
        assertThat(layout.body(Map.of("Mobile", "1", "Office", "2"))).containsEntry("phone", "1");
        assertThat(layout.body(Map.of("Mobile", "", "Office", "2"))).containsEntry("phone", "2");
        assertThat(layout.body(Map.of("Mobile", "", "Office", ""))).containsEntry("phone", "none");
    }

    @Test
    void theCommandLineHasPrecedenceOverTheFileAndTheFileOverTheName() {
        MappingRules file = new MappingRules("file", MappingFile.rules("map.A = city\nmap.B=state\nmap.Nowhere=zip",
                "f"), false);
        MappingRules line = MappingRules.of(List.of("C=state"), List.of());
        ColumnMapping layout = Mapping.of(TestActions.CREATE_LEAD, line, file)
                .layoutOfColumns(List.of("first_name", "last_name", "email", "A", "B", "C", "city", "state", "zip"));
        assertThat(layout.body(row("A=a|B=b|C=c|city=x|state=y|zip=z"))).containsOnly(
                entry("city", "a"), entry("state", "c"), entry("zip", "z"));
    }

    @Test
    void mistakesAreRefusedWithTheNearestName() {
        refused("The field \"frist_name\" of --map or --set is none of create-lead; do you mean first_name?",
                "a=frist_name", null, "a");
        refused("There is no column \"Recrod ID\"; do you mean \"Record ID\"?",
                null, "external_id=x_{Recrod ID}", "first_name", "last_name", "email", "Record ID");
        refused("The columns \"E-Mail\" and \"email\" would both fill email: say which with --map \"E-Mail=email\"",
                null, null, "first_name", "last_name", "E-Mail", "email");
        refused("create-lead requires last_name, email, and no column fills them. Columns: first_name, Surname. Name one"
                        + " with --map \"COLUMN=last_name\", or give a value with --set \"last_name=VALUE\"",
                null, null, "first_name", "Surname");
        refused("create-lead requires first_name, last_name, email, and no column fills them. What was taken for the header looks like"
                        + " data, not like names of columns: the first line of a table must hold these",
                null, null, "Ann Lee", "+1 (555) 010-1001");
        refused("create-lead requires first_name, last_name, email, and no column fills them. There is one column only: say what"
                        + " separates the columns with --separator", null, null, "first_name:last_name:email");
        refused("--map \"email\" is not COLUMN=FIELD, such as \"Record ID=external_id\"", "email", null, "a");
        refused("In the template \"x_{a\", the brace at character 3 is not closed or names no column; a brace as such is"
                + " written twice", null, "city=x_{a", "a");
        refused("In the template \"x}\", the brace at character 2 closes nothing; a brace as such is written twice",
                null, "city=x}", "a");
    }

    @Test
    void twoColumnsForOneFieldAreAcceptedIfARuleChoosesOne() {
        ColumnMapping layout = Mapping.of(TestActions.CREATE_LEAD, MappingRules.of(List.of("Email=email"), List.of()),
                MappingRules.none())
                .layoutOfColumns(List.of("first_name", "last_name", "E-Mail", "Email"));
        assertThat(layout.body(Map.of("Email", "x", "E-Mail", "y"))).containsExactly(entry("email", "x"));
    }

    @Test
    void jsonValuesKeepTheirTypesAndMayLackAnyKey() {
        ColumnMapping layout = mapping(TestActions.UPDATE_AFFILIATE).layoutOfKeys(List.of("employeeId", "commission_rate",
                "is_active", "x"));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("employeeId", 7);
        row.put("commission_rate", "10");
        row.put("is_active", true);
        row.put("x", List.of());
        assertThat(layout.body(row)).containsExactly(
                entry("employee_id", 7), entry("commission_rate", "10"), entry("is_active", true));
        row.put("is_active", null);
        assertThat(layout.body(row)).doesNotContainKey("is_active");
    }

    @Test
    void aRecordThatIsAlreadyMappedPassesTheSameRulesUnchanged() {
        Mapping mapping = Mapping.of(TestActions.CREATE_LEAD, MappingRules.none(), MappingFile.of("hubspot"));
        Map<String, Object> body = mapping.layoutOfColumns(List.of("Record ID", "First Name", "Last Name", "Email"))
                .body(row("Record ID=5|First Name=Ann|Last Name=Lee|Email=a@example.com"));
        assertThat(mapping.layoutOfKeys(body.keySet()).body(body)).isEqualTo(body);
    }

    @Test
    void theHubspotMappingFitsTheUnchangedExport() {
        Mapping mapping = Mapping.of(TestActions.CREATE_LEAD, MappingRules.none(), MappingFile.of("hubspot"));
        ColumnMapping layout = mapping.layoutOfColumns(List.of("Record ID", "First Name", "Last Name", "Email", "Phone Number",
                "Mobile Phone Number", "City", "State/Region", "Postal Code", "Company name", "Lifecycle Stage"));
        assertThat(layout.body(row("Record ID=5|Email=a@b|Phone Number=|Mobile Phone Number=555|City=Ulm"
                + "|State/Region=BW|Postal Code=01234|Company name=X"))).containsOnly(
                entry("external_id", "hubspot_5"), entry("email", "a@b"), entry("phone", "555"), entry("city", "Ulm"),
                entry("state", "BW"), entry("zip", "01234"));
        assertThat(layout.ignored()).containsExactly("Company name", "Lifecycle Stage");
        assertThat(layout.plan()).contains("\"hubspot_{Record ID}\"")
                .contains("Phone Number, else Mobile Phone Number  ->  phone")
                .contains("Ignored columns: Company name, Lifecycle Stage")
                .contains("Fields left empty: package_keyword, affiliate_id")
                .doesNotContain("Nothing fills external_id");
    }

    @Test
    void theSalesforceMappingFitsReportsAndTheDataLoader() {
        Mapping mapping = Mapping.of(TestActions.CREATE_AFFILIATE, MappingRules.none(), MappingFile.of("salesforce"));
        assertThat(mapping.layoutOfColumns(List.of("Contact ID", "First Name", "Last Name", "Email", "Account Name"))
                .body(row("Contact ID=003A|Account Name=X")))
                .containsOnly(entry("external_id", "salesforce_003A"), entry("affiliate_company_name", "X"));
        assertThat(Mapping.of(TestActions.CREATE_LEAD, MappingRules.none(), MappingFile.of("salesforce"))
                .layoutOfColumns(List.of("Id", "FirstName", "LastName", "Email", "MailingState", "MailingPostalCode"))
                .body(row("Id=003A|FirstName=Ann|MailingState=BW|MailingPostalCode=01234"))).containsOnly(
                entry("external_id", "salesforce_003A"), entry("first_name", "Ann"), entry("state", "BW"), entry("zip",
                "01234"));
    }

    @Test
    void thePlanWarnsIfARepeatCouldCreateASecondRecord() {
        assertThat(mapping(TestActions.CREATE_LEAD).layoutOfColumns(List.of("first_name", "last_name", "email")).plan())
                .contains("Nothing fills external_id");
    }

    @Test
    void thePlanContainsNoControlCharacter() {
        assertThat(mapping(TestActions.CREATE_LEAD).layoutOfColumns(List.of("first_name", "last_name", "email",
                "x\u001b[31m")).plan())
                .contains("x\\u001b[31m").doesNotContain("\u001b");
    }

    @Test
    void aLineOfAMappingFileThatIsNoRuleIsNamed() {
        assertThatThrownBy(() -> MappingFile.rules("# fine\n\nmap.a b = c = city\nemail=x", "my.mapping"))
                .hasMessage("my.mapping line 4: a rule begins with map. or set., a comment with #");
        assertThatThrownBy(() -> MappingFile.of("no-such")).isInstanceOf(ImportConfigurationException.class)
                .hasMessageContaining("with the pack come hubspot, salesforce, ");
    }

    private static Mapping mapping(Action action) {
        return Mapping.of(action, MappingRules.none(), MappingRules.none());
    }

    private static Map<String, Object> body(Action action, String cells) {
        Map<String, Object> row = row(cells);
        return mapping(action).layoutOfColumns(new ArrayList<>(row.keySet())).body(row);
    }

    private static Map<String, Object> row(String cells) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (String cell : cells.split("\\|")) {
            row.put(cell.substring(0, cell.indexOf('=')), cell.substring(cell.indexOf('=') + 1));
        }
        return row;
    }

    private static void refused(String message, String map, String set, String... columns) {
        assertThatThrownBy(() -> {
            MappingRules rules = MappingRules.of(map == null ? List.of() : List.of(map),
                    set == null ? List.of() : List.of(set));
            Mapping.of(TestActions.CREATE_LEAD, rules, MappingRules.none()).layoutOfColumns(List.of(columns));
        }).isInstanceOf(ImportConfigurationException.class).hasMessage(message);
    }
}
