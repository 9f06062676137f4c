package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Fast
class DemoDataTest {

    @Test
    void threeRowsOfTheDemoAreInvalidOnPurposeAndAllOthersAreFictitious() throws Exception {
        FakeTarget target = FakeTarget.accepting(TestActions.CREATE_LEAD);
        ImportRun run = new ImportRun(RecordReader.open(demo()), hubspot(), target, ImportOptions.defaults().asDryRun(),
                FailedFile.inDirectory(Path.of("target")), InstantSource.system());
        ImportSummary summary = run.run("");
        assertThat(summary.problems()).extracting(ImportSummary.Problem::text).containsExactlyInAnyOrder(
                "email is required", "the row has 14 cells, the header has 13",
                "the row has text after a closing quote");
        assertThat(summary.read()).isEqualTo(300);
        assertThat(summary.done()).isEqualTo(297);
        assertThat(run.plan()).contains("hubspot_{Record ID}", "Fields left empty: package_keyword, affiliate_id\n");
    }

    @Test
    void theDemoNamesNoRealAddressOrNumber() {
        List<Map<String, Object>> bodies = bodies();
        assertThat(bodies).hasSize(298).allSatisfy(body -> {
            assertThat((String) body.getOrDefault("email", "none@example.com")).endsWith("@example.com");
            assertThat((String) body.getOrDefault("phone", "555-0100")).matches(".*555-01[0-9]{2}");
            assertThat((String) body.get("zip")).matches("[0-9]{5}");
        });
        assertThat(bodies).extracting(body -> body.get("external_id")).doesNotHaveDuplicates();
    }

    private static List<Map<String, Object>> bodies() {
        RecordReader reader = RecordReader.open(demo());
        ColumnMapping layout = hubspot().layoutOfColumns(reader.columns().orElseThrow());
        List<Map<String, Object>> bodies = new java.util.ArrayList<>();
        reader.forEachRemaining(row -> {
            if (row instanceof InputRow.Record record) {
                bodies.add(layout.body(record.fields()));
            }
        });
        return bodies;
    }

    private static Mapping hubspot() {
        return Mapping.of(TestActions.CREATE_LEAD, MappingRules.none(), MappingFile.of("hubspot"));
    }

    private static InputStream demo() {
        return DemoDataTest.class.getResourceAsStream("/wlcro/demo/hubspot-contacts.csv");
    }
}
