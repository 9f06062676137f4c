package com.whitelabelcro.camel;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.whitelabelcro.camel.error.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the packages to the picture of CONTRIBUTING.md: imports point one way, and each library has one place. */
class ArchitectureTest {

    private static final String OURS = "com.whitelabelcro.camel";
    private static final int MOST_LINES = 260;

    /**
     * What each package may use of ours, besides itself, {@link WlcroHeaders} and {@link Suggestions}; and {@code spring}
     * the pack itself, which it adds.
     */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("action", Set.of()),
            Map.entry("connection", Set.of()),
            Map.entry("error", Set.of()),
            Map.entry("event", Set.of()),
            Map.entry("prepare", Set.of("action", "connection", "error")),
            Map.entry("once", Set.of("action", "connection", "error", "prepare")),
            Map.entry("turn", Set.of("action", "connection", "error", "event", "prepare", "once")),
            Map.entry("call", Set.of("action", "connection", "error", "prepare", "turn")),
            Map.entry("classify", Set.of("action", "connection", "error", "prepare", "turn", "call")),
            Map.entry("result", Set.of("error", "once")),
            Map.entry("gateway", Set.of("connection", "error", "prepare", "once", "result")),
            Map.entry("route", Set.of("action", "connection", "error", "event", "prepare", "once", "turn", "call", "classify",
                    "result", "gateway")),
            Map.entry("spring", Set.of("connection")),
            Map.entry("test", Set.of("connection", "sandbox")),
            Map.entry("sandbox", Set.of()));

    private static JavaClasses main;
    private static JavaClasses all;

    @BeforeAll
    static void read() {
        main = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(OURS);
        all = new ClassFileImporter().importPackages(OURS);
        assertThat(main).hasSizeGreaterThan(150);
        assertThat(all.size()).isGreaterThan(main.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"action", "connection", "error", "event", "prepare", "once", "turn", "call", "classify", "result",
        "gateway", "route", "spring", "test", "sandbox"})
    void importsPointOneWay(String name) {
        String[] allowed = Stream.concat(Stream.of(name), MAY_USE.get(name).stream())
                .map(each -> OURS + "." + each + "..").toArray(String[]::new);
        DescribedPredicate<JavaClass> shared = describe("what all may use", each -> !name.equals("sandbox")
                && (each.isEquivalentTo(WlcroHeaders.class) || each.isEquivalentTo(Suggestions.class)
                        || name.equals("spring") && each.isEquivalentTo(WhiteLabelCro.class)));
        classes().that().resideInAPackage(OURS + "." + name + "..")
                .should().onlyDependOnClassesThat(resideOutsideOfPackage(OURS + "..")
                        .or(resideInAPackage(allowed[0]))
                        .or(JavaClass.Predicates.resideInAnyPackage(allowed))
                        .or(shared))
                .check(main);
    }

    @Test
    void everyPackageHasItsPlaceInThePicture() {
        Map<String, Integer> packages = new HashMap<>();
        for (JavaClass each : main) {
            String rest = each.getPackageName().substring(OURS.length());
            if (!rest.isEmpty()) {
                packages.merge(rest.substring(1).split("\\.")[0], 1, Integer::sum);
            }
        }
        packages.remove("app");
        assertThat(packages.keySet()).isEqualTo(MAY_USE.keySet());
    }

    @Test
    void theRootHoldsNothingButWhatAnEmbedderNeeds() {
        assertThat(main.stream().filter(each -> each.getPackageName().equals(OURS)).map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder("WhiteLabelCro", "WlcroEndpoints", "WlcroHeaders");
        noClasses().that().resideInAPackage(OURS + "..")
                .and().resideOutsideOfPackages(OURS + ".app..", OURS + ".spring..")
                .and().doNotHaveFullyQualifiedName(WhiteLabelCro.class.getName())
                .should().dependOnClassesThat().areAssignableTo(WhiteLabelCro.class).check(main);
    }

    @Test
    void nobodyUsesWhatIsForOneKindOfHost() {
        for (String each : List.of("spring", "test")) {
            noClasses().that().resideOutsideOfPackage(OURS + "." + each + "..")
                    .should().dependOnClassesThat().resideInAPackage(OURS + "." + each + "..").check(main);
        }
    }

    @Test
    void nobodyUsesTheAppButTheApp() {
        noClasses().that().resideOutsideOfPackage(OURS + ".app..")
                .should().dependOnClassesThat().resideInAPackage(OURS + ".app..").check(main);
    }

    @Test
    void insideTheAppTheImporterKnowsNeitherCommandsNorSession() {
        noClasses().that().resideInAPackage(OURS + ".app.importer..")
                .should().dependOnClassesThat().resideInAnyPackage(OURS + ".app", OURS + ".app.cli..").check(main);
        noClasses().that().resideInAPackage(OURS + ".app").and().haveSimpleNameNotStartingWith("Main")
                .should().dependOnClassesThat().resideInAPackage(OURS + ".app.cli..").check(main);
    }

    @Test
    void nothingButTheAppAndTheSupportForTestsUsesTheSandbox() {
        noClasses().that().resideOutsideOfPackages(OURS + ".sandbox..", OURS + ".app..", OURS + ".test..")
                .should().dependOnClassesThat().resideInAPackage(OURS + ".sandbox..").check(main);
    }

    @Test
    void noPackagesGoInCircles() {
        slices().matching(OURS + ".(*)..").should().beFreeOfCycles().check(main);
    }

    @Test
    void onlyCallSpeaksHttp() {
        onlyIn(List.of("call", "sandbox"), "org.apache.hc..");
        onlyIn(List.of("call"), "org.apache.camel.component.http..");
    }

    @Test
    void onlyTheLedgerSpeaksSqlAndItsRulesKnowNoDatabase() {
        onlyIn(List.of("once.sql"), "java.sql..", "org.sqlite..", "org.postgresql..", "com.zaxxer..");
        noClasses().that().resideInAPackage(OURS + ".once")
                .should().dependOnClassesThat().resideInAnyPackage(OURS + ".once.sql..").check(main);
    }

    @Test
    void onlyPrepareValidates() {
        onlyIn(List.of("prepare"), "com.networknt..");
    }

    @Test
    void onlyTheAppUsesWhatAnEmbedderDoesNotInherit() {
        onlyIn(List.of("app"), "picocli..", "de.siegmar..", "com.google.i18n..", "org.dhatim..", "me.tongfei..", "org.apache.camel.main..",
                "org.apache.camel.component.platform..", "io.vertx..",
                "ch.qos.logback..");
    }

    @Test
    void onlyOneDoorLeadsToSpringAndOneToJUnit() {
        onlyIn(List.of("spring"), "org.springframework..");
        onlyIn(List.of("test"), "org.junit..");
    }

    @Test
    void onlyTheAppTalksToTheTerminalAndEndsTheProcess() {
        noClasses().that().resideOutsideOfPackage(OURS + ".app..")
                .should().accessField(System.class, "out").orShould().accessField(System.class, "err")
                .orShould().callMethod(System.class, "exit", int.class)
                .orShould().callMethod(Throwable.class, "printStackTrace").check(main);
    }

    @Test
    void nobodyReflectsOrLogsPastSlf4j() {
        noClasses().should().dependOnClassesThat(resideInAPackage("java.lang.reflect..")
                .or(resideInAPackage("java.util.logging.."))).check(main);
    }

    @Test
    void nothingIsStaticThatCanChange() {
        fields().that().areStatic().should().beFinal().check(main);
    }

    @Test
    void noClassIsADrawerForThisAndThat() {
        noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Manager)(\\$.*)?").check(main);
    }

    @Test
    void nobodySleepsNotEvenInTests() {
        noClasses().should().callMethodWhere(describe("sleeps", call -> {
            AccessTarget target = call.getTarget();
            return target.getName().equals("sleep")
                    && Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit").contains(target.getOwner().getName());
        })).check(all);
    }

    @Test
    void everyFileTellsOneThing() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            assertThat(sources.filter(Files::isRegularFile).filter(file -> lines(file) > MOST_LINES))
                    .as("files of more than " + MOST_LINES + " lines").isEmpty();
        }
    }

    private static void onlyIn(List<String> places, String... libraries) {
        String[] packages = places.stream().map(each -> OURS + "." + each + "..").toArray(String[]::new);
        noClasses().that().resideOutsideOfPackages(packages)
                .should().dependOnClassesThat().resideInAnyPackage(libraries).check(main);
        assertThat(main.stream().filter(JavaClass.Predicates.resideInAnyPackage(packages))
                .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
                .anyMatch(each -> JavaClass.Predicates.resideInAnyPackage(libraries).test(each.getTargetClass())))
                .as("a rule about libraries that are in use").isTrue();
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
