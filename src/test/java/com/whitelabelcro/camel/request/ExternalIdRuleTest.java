package com.whitelabelcro.camel.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.docs.Document;
import com.whitelabelcro.camel.tag.Fast;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which external ids are considered to be built from a missing value. */
@Fast
class ExternalIdRuleTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "hubspot_", "web-", "crm:", "x-", "hubspot_ ", "hubspot_\u00a0", "hubspot_\u200b", "hubspot_\ufeff", "hubspot_\u3164",
        "hubspot_\u2800", "hubspot\uff3f", "crm\uff1a", "hubspot\u2013", "hubspot__", "hubspot_-", "_", ":", "---", "",
        "\u200b", "hubspot_{}", "hubspot_[]", "hubspot_\"\"", "hubspot_?", "hubspot_null_", "hubspot_123_"})
    void anIdWithNothingAfterItsLastSeparatorIsRefused(String id) {
        assertThat(ExternalIdRule.violation(id)).get().asString().startsWith("external_id was built from a missing value (");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "hubspot_null", "web_undefined", "x_NaN", "web_None", "web_NULL", "a:undefined", "web-nan", "hubspot_N/A",
        "hubspot_n/a", "hubspot_#N/A", "[object Object]", "web_[object Object]", "web-[object  object]", "null", "None",
        "N/A", "undefined", "hubspot_ null ", "hubspot_\uff4e\uff55\uff4c\uff4c", "hubspot_nu\u200bll",
        "hubspot_\u00adnull", "web_(null)", "hubspot_null\u00a0", "hubspot\u2014null", "acme_lead_null", "undefined_undefined"})
    void anIdThatEndsWithAWordForAMissingValueIsRefused(String id) {
        assertThat(ExternalIdRule.violation(id)).get().asString().startsWith("external_id was built from a missing value (");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "web_{{contact.id}}", "{{id}}", "web_{{ contact_id }}", "${id}", "web_${body.id}", "web_<%= id %>", "web_*|ID|*", "{Id}",
        "web_{Record ID}", "%id%", "web_%contact_id%", "{{a}}_{{b}}", "web_\uff5b\uff5bid\uff5d\uff5d"})
    void anIdWithAPlaceholderThatWasNotFilledInIsRefused(String id) {
        assertThat(ExternalIdRule.violation(id)).get().asString().startsWith("external_id was built from a missing value (")
                .contains("a placeholder in it was not filled in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"web_#REF!", "#NAME?", "web_#VALUE!", "x:#DIV/0!", "web_#NULL!", "web_#NV", "web_#\u00a1REF!"})
    void anErrorOfASpreadsheetIsRefused(String id) {
        assertThat(ExternalIdRule.violation(id)).get().asString().startsWith("external_id was built from a missing value (")
                .contains("an error of a spreadsheet");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "salesforce_1.02301E+11", "salesforce_1.02E+11", "x_1E+5", "x_1.5e3", "x_1,02301E+11", "1.02E+11", "1E+5", "1e-5",
        "x_1E-5", "x:1E-05", "x-1.02E+11", "x_ 1.02E+11 ", "x_+1.02E+11", "x_1.02E-11", "x_.5e3", "x_1.e3", "x_12e+345",
        "x_\uff11.\uff10\uff12E+11", "x_1E\u22125"})
    void aNumberInScientificNotationWithASignOrAPointIsRefused(String id) {
        assertThat(ExternalIdRule.violation(id)).get().asString()
                .startsWith("external_id is a number in scientific form");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "hubspot_1", "acme_0", "x_no", "x_na", "abc-def", "list-nan-12", "null_7", "web_nullable", "web_nonesuch",
        "x_4e12", "4e12", "x_1e10", "x_123", "web:42", "0", "a", "_5", "hubspot__5", "x_NaN2", "x_n", "v1.5e3", "x_v1.5e3",
        "x_1.5", "x_1.5e", "x_e3", "x_1e+", "x_1.5e3a", "003D000000ABCDE", "ann@example.com", "+15550100",
        "6f9619ff-8b86-d011-b42d-00cf4fc964e5", "6f9619ff-8b86-d011-b42d-1e1012345678", "00000000-0000-4000-800e-000000000012",
        "{3F2504E0-4F89-11D3-9A0C-0305E82C3301}", "web_{42}", "a%20b", "100%", "web_%E5%BC%A0%E4%B8%89", "web_%AB%CD", "%ed_%ac", "x_#1", "#77", "a{b", "00-1b-44-11-3e-07", "00:1b:44:11:3e:07", "kunde_\u00e9", "\u5f20\u4f1f_\u5f20", "x_\u0661\u0662"})
    void anIdThatSaysSomethingIsTaken(String id) {
        assertThat(ExternalIdRule.violation(id)).isEmpty();
    }

    @Test
    void theMessageSaysWhyTheIdIsRefusedWhatToDoAndWhichPropertyAllowsIt() {
        assertThat(ExternalIdRule.violation("hubspot_")).get().asString().contains("nothing follows its last _")
                .contains("the next such record would overwrite this one").contains("leave external_id out")
                .endsWith("wlcro.empty-external-ids=pass");
        assertThat(ExternalIdRule.violation("crm:UNDEFINED")).get().asString().contains("it ends in undefined");
        assertThat(ExternalIdRule.violation("n/a")).get().asString().contains("it is N/A");
        assertThat(ExternalIdRule.violation("x_1E+5")).get().asString().contains("give the whole number as text")
                .endsWith("wlcro.empty-external-ids=pass");
    }

    @Test
    void docsRecordsListsTheWordsForAMissingValue() throws IOException {
        String section = String.join("\n", Document.RECORDS.section("Ids made from nothing"));
        assertThat(ExternalIdRule.MISSING.values()).allSatisfy(word -> assertThat(section).contains("`" + word + "`"));
        assertThat(ExternalIdRule.MISSING).allSatisfy(
                (lower, word) -> assertThat(word.toLowerCase(Locale.ROOT)).isEqualTo(lower));
    }

    @Test
    void aVeryLongIdIsCheckedInLinearTime() {
        for (String id : new String[] {"1".repeat(1_000_000), "_1.1".repeat(250_000), "1.".repeat(500_000) + "e",
            " ".repeat(1_000_000) + "x_", "_".repeat(1_000_000), "{{".repeat(500_000), "${a".repeat(300_000), "<%*|%a".repeat(200_000)}) {
            ExternalIdRule.violation(id);
        }
    }

    @Property
    void everyUuidIsAccepted(@ForAll long high, @ForAll long low) {
        String uuid = new UUID(high, low).toString();

        assertThat(ExternalIdRule.violation(uuid)).isEmpty();
        assertThat(ExternalIdRule.violation("acme_" + uuid.toUpperCase(Locale.ROOT))).isEmpty();
    }

    @Property
    void everyWholeNumberIsAccepted(@ForAll @LongRange(min = 0) long number, @ForAll("separators") String separator) {
        assertThat(ExternalIdRule.violation("acme" + separator + number)).isEmpty();
        assertThat(ExternalIdRule.violation(Long.toString(number))).isEmpty();
        assertThat(ExternalIdRule.violation("acme" + separator + Long.toHexString(number))).isEmpty();
    }

    @Property
    void neitherLetterCaseNorSpacesNorInvisibleCharactersHideAMissingValue(
            @ForAll("missing") String missing, @ForAll("separators") String separator, @ForAll("unseen") String before,
            @ForAll("unseen") String after, @ForAll boolean upper) {
        String word = upper ? missing.toUpperCase(Locale.ROOT) : missing;

        assertThat(ExternalIdRule.violation("acme" + separator + before + word + after)).isPresent();
        assertThat(ExternalIdRule.violation(before + word + after)).isPresent();
        assertThat(ExternalIdRule.violation("acme" + separator + before + after)).isPresent();
    }

    @Property
    void aRefusalNeverQuotesTheId(
            @ForAll @AlphaChars @NumericChars @StringLength(min = 12, max = 20) String system, @ForAll("missing") String missing) {
        assertThat(ExternalIdRule.violation(system + "_" + missing)).get().asString().doesNotContain(system);
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of("_", "-", ":", "\uff3f", "\u2013", "\uff1a");
    }

    @Provide
    Arbitrary<String> missing() {
        return Arbitraries.of(ExternalIdRule.MISSING.keySet());
    }

    @Provide
    Arbitrary<String> unseen() {
        Arbitrary<String> one = Arbitraries.of(" ", "\t", "\n", "\u00a0", "\u2009", "\u3000", "\u200b", "\u200d", "\u2060",
                "\ufeff", "\u00ad", "\u202e", "\ufe0f", "\u3164", "\u2800", "\u0000");
        return Combinators.combine(one, one).as(String::concat).injectNull(0.2).map(text -> text == null ? "" : text);
    }

    @Test
    void anIdOfTwoPartsNeedsBothParts() {
        assertThat(ExternalIdRule.join("hubspot", "77")).contains("hubspot_77");
        assertThat(ExternalIdRule.join(" hubspot_ ", " 77 ")).contains("hubspot_77");
        assertThat(ExternalIdRule.join("hubspot:", "77")).contains("hubspot:77");
        for (String nothing : new String[] {"", " ", "\u00a0", "\u200b", "\u3000\n"}) {
            assertThat(ExternalIdRule.join("hubspot", nothing)).isEqualTo(Optional.empty());
            assertThat(ExternalIdRule.join(nothing, nothing)).isEqualTo(Optional.empty());
            assertThatThrownBy(() -> ExternalIdRule.join(nothing, "77")).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
