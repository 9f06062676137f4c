package com.whitelabelcro.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The dependencies and the code that README.md and docs/embedding.md show are used by the projects in src/it,
 * which {@code mvn verify} builds, tests and starts.
 */
@Fast
class EmbeddingPageTest {

    private static final Path PROJECTS = Path.of("src", "it");
    private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");
    private static final Pattern ELEMENT = Pattern.compile("<(\\w+)>([^<]*)</");
    private static final String PACK = "com.whitelabelcro:whitelabelcro-camel-routes";
    /** Used only by the projects' own routes, which a timer starts because nobody calls them. */
    private static final String TIMER = "org.apache.camel:camel-timer";

    @ParameterizedTest
    @CsvSource({"Plain Camel,plain-context", "Spring Boot,spring-boot", "Quarkus,quarkus"})
    void aProjectHasTheDependenciesOfThePage(String heading, String project) throws IOException {
        Set<String> expected = new TreeSet<>(Set.of(PACK));
        dependencies(Document.EMBEDDING.block(heading, "xml")).forEach(each -> expected.add(name(each)));
        Set<String> found = new TreeSet<>();
        String pom = Files.readString(PROJECTS.resolve(project).resolve("pom.xml"));
        dependencies(pom.replaceFirst("(?s)<dependencyManagement>.*</dependencyManagement>", "")).stream()
                .filter(each -> !each.containsKey("scope")).forEach(each -> found.add(name(each)));
        found.remove(TIMER);
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void theVersionsOnThePageMatchThePack() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        List<Map<String, String>> shown = new ArrayList<>();
        for (Document page : List.of(Document.README, Document.EMBEDDING)) {
            for (Document.Block block : page.blocks()) {
                shown.addAll(dependencies(block.text()));
            }
        }
        assertThat(shown).hasSizeGreaterThan(5).allSatisfy(each -> {
            if (name(each).equals(PACK)) {
                assertThat(pom).contains("<version>" + each.get("version") + "</version>");
            } else if (each.containsKey("version")) {
                assertThat(pom).contains("<camel.version>" + each.get("version") + "</camel.version>");
            }
        });
        assertThat(Files.readString(Document.EMBEDDING.path())).contains("Camel " + version(pom, "camel"),
                "Spring Boot " + version(pom, "spring-boot"), "Quarkus " + version(pom, "quarkus"),
                "Camel Quarkus " + version(pom, "camel-quarkus"));
    }

    @ParameterizedTest
    @CsvSource({
        "Spring Boot,0,spring-boot/src/main/java/com/example/Contacts.java",
        "Quarkus,0,quarkus/src/main/java/com/example/Application.java",
        "Typed bodies,0,plain-context/src/test/java/com/example/ReadmeExampleTest.java",
        "Testing your routes,0,spring-boot/src/test/java/com/example/ContactsTest.java",
        "Testing your routes,1,quarkus/src/test/java/com/example/host/Api.java",
        "Testing your routes,2,quarkus/src/test/java/com/example/host/ContactsTest.java",
    })
    void theCodeOfThePageIsInAProject(String heading, int number, String file) throws IOException {
        assertIsIn(code(Document.EMBEDDING, heading).get(number), file);
    }

    @Test
    void theExampleOfTheReadmeIsInAProject() throws IOException {
        assertIsIn(code(Document.README, "You have a Camel, Spring Boot or Quarkus application").get(0),
                "plain-context/src/test/java/com/example/ReadmeExampleTest.java");
    }

    @ParameterizedTest
    @CsvSource({"camel-main and JBang,camel-main", "Spring Boot,spring-boot"})
    void thePropertiesOfThePageAreInAProject(String heading, String project) throws IOException {
        assertIsIn(Document.EMBEDDING.block(heading, "properties"), project + "/src/main/resources/application.properties");
    }

    private static String version(String pom, String name) {
        return pom.replaceFirst("(?s).*<" + name + "\\.version>([^<]*)<.*", "$1");
    }

    private static List<String> code(Document page, String heading) throws IOException {
        return page.blocks(heading).stream().filter(block -> block.language().equals("java")).map(Document.Block::text).toList();
    }

    /** Asserts that the file contains all lines of the text in this order; it may contain others between them. */
    private static void assertIsIn(String text, String file) throws IOException {
        List<String> rest = lines(Files.readString(PROJECTS.resolve(file)));
        for (String line : lines(text)) {
            assertThat(rest).as(file).contains(line);
            rest = rest.subList(rest.indexOf(line) + 1, rest.size());
        }
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private static List<Map<String, String>> dependencies(String xml) {
        return DEPENDENCY.matcher(xml).results().map((MatchResult each) -> elements(each.group(1))).toList();
    }

    private static Map<String, String> elements(String xml) {
        Map<String, String> elements = new LinkedHashMap<>();
        ELEMENT.matcher(xml).results().forEach(each -> elements.put(each.group(1), each.group(2)));
        return elements;
    }

    private static String name(Map<String, String> dependency) {
        return dependency.get("groupId") + ":" + dependency.get("artifactId");
    }
}
