package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.importer.RowKeys.RowContent;
import com.whitelabelcro.camel.ledger.AccountMark;
import com.whitelabelcro.camel.ledger.ImportRowKey;
import com.whitelabelcro.camel.tag.Fast;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which rows are equal, and which records are the same person. */
@Fast
class RowKeysTest {

    private static Map<String, Object> row(Object... namesAndCells) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndCells.length; i += 2) {
            row.put((String) namesAndCells[i], namesAndCells[i + 1]);
        }
        return row;
    }

    private static String content(Object... namesAndCells) {
        return RowContent.of(row(namesAndCells), Set.of("_unused", "Name", "City")).orElse("nothing");
    }

    @Test
    void theOrderOfColumnsEmptyCellsAndSpacesAroundACellDoNotMatter() {
        String ann = content("Name", "Ann", "City", "Łódź");
        assertThat(List.of(
                content("City", "Łódź", "Name", "Ann"),
                content("Name", "Ann", "City", "Łódź", "Tel", "", "Fax", null, "Zip", " \u00a0\t"),
                content("Name", "\ufeff Ann\u200b", "City", "\u2003Łódź\r"),
                content("Name ", "Ann", "City", "Łódz\u0301"),
                content("Name", "Ann", "City", "Łódź", "_unused", "7"))).containsOnly(ann);
        assertThat(content("Note", "a\r\nb")).isEqualTo(content("Note", "a\nb"));
    }

    @Test
    void anyOtherCellMakesAnotherRow() {
        List<String> rows = List.of(content("Name", "Ann"), content("Name", "ann"), content("First", "Ann"),
                content("Name", "Ann", "_used", "7"), content("Name", "A nn"), content("Name", "Ann", "City", "1"),
                content("NameAnn", "City", "1", "x"), content("Name", List.of("Ann")), content("Name", List.of("Ann", "")),
                content("Name", List.of(List.of("Ann"), "")), content("Name", Map.of("a", "Ann")), content("Name", true));
        assertThat(rows).doesNotHaveDuplicates().doesNotContain("nothing");
    }

    @Test
    void theOrderOfMembersAndTheNotationOfNumbersDoNotMatterInJson() {
        assertThat(content("a", row("x", 1, "y", row("z", "\u00e9"))))
                .isEqualTo(content("a", row("y", row("z", "e\u0301"), "x", new BigDecimal("1.0"))))
                .isNotEqualTo(content("a", row("x", 2, "y", row("z", "\u00e9"))));
        assertThat(content("a", Arrays.asList(1, null))).isNotEqualTo(content("a", Arrays.asList(null, 1)));
        assertThat(content("a", 1)).isEqualTo(content("a", "1"));
    }

    @Test
    void aRowWithoutContentEqualsNoOther() {
        assertThat(content("Name", "", "_unused", "7")).isEqualTo("nothing");
    }

    private static ImportRowKey key(ImportRowKey before, String first, String last, String email) {
        return new RowKeys(TestActions.CREATE_LEAD, "", AccountMark.NONE).of(new InputRow.Record(2, row("Name", first), before, false), Set.of(),
                row("first_name", first, "last_name", last, "email", email));
    }

    @Test
    void spellingsOfTheSameNameAndEmailAreTheSamePerson() {
        String ann = key(ImportRowKey.NONE, "Zo\u00eb", "O'Neil Stra\u00dfe", "zoe@example.com").key();
        assertThat(ann).startsWith("wlcro-person:");
        assertThat(key(ImportRowKey.NONE, " zoe\u0308", "o'neil\u00a0 STRASSE\u200b", "Zoe@Example.COM ").key()).isEqualTo(ann);
        assertThat(key(ImportRowKey.NONE, "O'Neil Stra\u00dfe", "Zo\u00eb", "zoe@example.com").key()).isNotEqualTo(ann);
        assertThat(key(ImportRowKey.NONE, "Zoe", "O'Neil Stra\u00dfe", "zoe@example.com").key()).isNotEqualTo(ann);
    }

    @Test
    void aRowWithoutANameOrAnEmailHasNoPersonKey() {
        assertThat(key(ImportRowKey.NONE, "Ann", " ", "ann@example.com").key()).isEmpty();
        assertThat(key(ImportRowKey.NONE, "Ann", "Lee", null).key()).isEmpty();
    }

    @Test
    void aCorrectedRecordIsStillItsRowAndIsAlsoRecognisedByItsFormerContent() {
        ImportRowKey failed = key(ImportRowKey.NONE, "Ann", "Lee", "ann@exmaple.com");
        ImportRowKey same = key(failed, "Ann", "Lee", "ann@exmaple.com");
        ImportRowKey mended = key(failed, "Anna", "Lee", "ann@example.com");
        assertThat(same).isEqualTo(failed);
        assertThat(mended.row()).isEqualTo(failed.row());
        assertThat(mended.formerKey()).isEqualTo(failed.key()).isNotEqualTo(mended.key());
    }
}
