package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.kamelets.catalog.KameletsCatalog;
import org.apache.camel.tooling.model.ArtifactModel;
import org.junit.jupiter.api.Test;

/**
 * The list of Camel's components and of the artifacts that contain them matches the catalogs of this version of Camel.
 * {@code mvn test -Dtest=CamelArtifactsTest -Dartifacts=write} writes it again.
 */
@Slow
class CamelArtifactsTest {

    private static final Path FILE = Path.of("src/main/resources/wlcro/camel-artifacts.txt");

    private final Set<String> lines = new TreeSet<>();

    @Test
    void theListMatchesTheCatalogs() throws IOException {
        CamelCatalog catalog = new DefaultCamelCatalog();
        catalog.findComponentNames().forEach(name -> {
            add("component", name, catalog.componentModel(name));
            String others = catalog.componentModel(name).getAlternativeSchemes();
            for (String scheme : others == null ? new String[0] : others.split(",")) {
                add("component", scheme, catalog.componentModel(name));
            }
        });
        catalog.findLanguageNames().forEach(name -> add("language", name, catalog.languageModel(name)));
        catalog.findDataFormatNames().forEach(name -> add("dataformat", name, catalog.dataFormatModel(name)));
        catalog.findModelNames().forEach(name -> lines.add("step " + name));
        KameletsCatalog kamelets = new KameletsCatalog();
        for (String name : kamelets.getKameletsName()) {
            Set<String> artifacts = new TreeSet<>();
            kamelets.getKameletDependencies(name).stream().filter(each -> each.startsWith("camel:"))
                    .forEach(each -> artifacts.add(each.replace("camel:", "camel-")));
            artifacts.remove("camel-core");
            artifacts.remove("camel-kamelet");
            lines.add("kamelet " + name + " org.apache.camel.kamelets:camel-kamelets " + String.join(" ", artifacts));
        }
        String generated = String.join("\n", lines.stream().map(String::strip).toList()) + "\n";
        if ("write".equals(System.getProperty("artifacts"))) {
            Files.writeString(FILE, generated);
        }
        assertThat(Files.readString(FILE)).isEqualTo(generated);
    }

    private void add(String kind, String name, ArtifactModel<?> model) {
        lines.add(kind + " " + name + " " + model.getArtifactId());
    }

    @Test
    void theListIsReadByKind() {
        CamelArtifacts artifacts = CamelArtifacts.read();
        assertThat(artifacts.of("component", "ftp")).contains("camel-ftp");
        assertThat(artifacts.of("component", "ftps")).contains("camel-ftp");
        assertThat(artifacts.of("language", "jq")).contains("camel-jq");
        assertThat(artifacts.of("dataformat", "csv")).contains("camel-csv");
        assertThat(artifacts.of("kamelet", "google-sheets-sink"))
                .contains("org.apache.camel.kamelets:camel-kamelets camel-google-sheets camel-jackson");
        assertThat(artifacts.of("component", "tmier")).isEmpty();
        assertThat(artifacts.names("step")).contains("setBody", "choice").doesNotContain("ftp");
    }
}
