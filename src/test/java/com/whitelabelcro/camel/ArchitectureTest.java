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
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.whitelabelcro.camel.ratelimit.PermitStore;
import com.whitelabelcro.camel.tag.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that the packages follow CONTRIBUTING.md: imports point in one direction, and each library is used in one place. */
@Slow
class ArchitectureTest {

    private static final String OURS = "com.whitelabelcro.camel";
    /** Without blank lines, comments, imports and the package line. {@code .ci/count} counts in the same way. */
    private static final int MOST_LINES = 230;

    /** The packages that all other packages of the core may use; each may use those to its left. */
    private static final List<String> VALUES = List.of("error", "event", "action", "config", "model");

    /** The five domains. They may use the value packages, but neither Camel's routes nor one another. */
    private static final List<String> DOMAINS = List.of("request", "ledger", "ratelimit", "http", "response");

    /** What each package may use of ours, besides itself and {@link WlcroHeaders}. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("error", Set.of()),
            Map.entry("event", Set.of()),
            Map.entry("action", Set.of("error")),
            Map.entry("config", Set.of("error", "event")),
            Map.entry("model", Set.of("error", "action", "config")),
            Map.entry("request", values()),
            Map.entry("ledger", values()),
            Map.entry("ratelimit", values()),
            Map.entry("http", values()),
            Map.entry("response", values()),
            Map.entry("support", Set.of()),
            Map.entry("caller", values("ledger", "ratelimit")),
            Map.entry("pipeline", values("request", "ledger", "ratelimit", "http", "response", "support", "caller")),
            Map.entry("failed", values("request", "ledger", "support", "caller")),
            Map.entry("queue", values("ledger", "ratelimit", "support", "caller")),
            Map.entry("kamelet", values("request", "support")),
            Map.entry("gateway", values("request", "ledger", "support", "caller", "queue")),
            Map.entry("operations", values("ledger", "ratelimit")),
            Map.entry("setup", values("request", "ledger", "ratelimit", "http", "response", "support", "caller", "pipeline",
                    "failed", "kamelet", "queue", "gateway", "operations")),
            Map.entry("spring", Set.of("config", "error")),
            Map.entry("junit", Set.of("config", "ledger", "sandbox")),
            Map.entry("typed", Set.of()),
            Map.entry("sandbox", Set.of()));

    /** The runnable jar, its commands, and what they do. */
    private static final List<String> RUNNABLE = List.of("app", "cli", "importer", "inbox", "page", "scenario");

    private static JavaClasses main;
    private static JavaClasses all;

    @BeforeAll
    static void read() {
        main = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(OURS);
        all = new ClassFileImporter().importPackages(OURS);
        assertThat(main).hasSizeGreaterThan(150);
        assertThat(all.size()).isGreaterThan(main.size());
    }

    private static Set<String> values(String... others) {
        return Stream.concat(VALUES.stream(), Stream.of(others)).collect(Collectors.toSet());
    }

    static Stream<String> importsPointInOneDirection() {
        return MAY_USE.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource
    void importsPointInOneDirection(String name) {
        String[] allowed = Stream.concat(Stream.of(name), MAY_USE.get(name).stream())
                .map(each -> OURS + "." + each + "..").toArray(String[]::new);
        DescribedPredicate<JavaClass> shared = describe("what all may use", each -> !name.equals("sandbox")
                && (each.isEquivalentTo(WlcroHeaders.class)
                        // The ledger stores the permits that processes share.
                        || name.equals("ledger") && each.getName().startsWith(PermitStore.class.getName())
                        || name.equals("spring") && each.isEquivalentTo(WhiteLabelCro.class)));
        classes().that().resideInAPackage(OURS + "." + name + "..")
                .should().onlyDependOnClassesThat(resideOutsideOfPackage(OURS + "..")
                        .or(JavaClass.Predicates.resideInAnyPackage(allowed))
                        .or(shared))
                .check(main);
    }

    @ParameterizedTest
    @MethodSource("domains")
    void aDomainKnowsNoRoutes(String name) {
        noClasses().that().resideInAPackage(OURS + "." + name + "..")
                .should().dependOnClassesThat().resideInAnyPackage("org.apache.camel.model..", "org.apache.camel.builder..")
                .orShould().dependOnClassesThat().areAssignableTo(Exchange.class)
                .check(main);
    }

    static Stream<String> domains() {
        return DOMAINS.stream();
    }

    @Test
    void everyPackageIsListedHere() {
        Map<String, Integer> packages = new HashMap<>();
        for (JavaClass each : main) {
            String rest = each.getPackageName().substring(OURS.length());
            if (!rest.isEmpty()) {
                packages.merge(rest.substring(1).split("\\.")[0], 1, Integer::sum);
            }
        }
        RUNNABLE.forEach(packages::remove);
        assertThat(packages.keySet()).isEqualTo(MAY_USE.keySet());
    }

    @Test
    void theRootPackageContainsOnlyWhatAnEmbedderNeeds() {
        assertThat(main.stream().filter(each -> each.getPackageName().equals(OURS)).map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder("WhiteLabelCro", "WlcroEndpoints", "WlcroHeaders");
        noClasses().that().resideInAPackage(OURS + "..")
                .and().resideOutsideOfPackages(runnable(OURS + ".spring.."))
                .and().doNotHaveFullyQualifiedName(WhiteLabelCro.class.getName())
                .should().dependOnClassesThat().areAssignableTo(WhiteLabelCro.class).check(main);
    }

    @Test
    void noOtherPackageUsesTheSpringAndJunitPackages() {
        for (String each : List.of("spring", "junit")) {
            noClasses().that().resideOutsideOfPackage(OURS + "." + each + "..")
                    .should().dependOnClassesThat().resideInAPackage(OURS + "." + each + "..").check(main);
        }
    }

    private static String[] runnable(String... more) {
        return Stream.concat(RUNNABLE.stream().map(each -> OURS + "." + each + ".."), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void onlyTheRunnableUsesTheRunnable() {
        noClasses().that().resideOutsideOfPackages(runnable())
                .should().dependOnClassesThat().resideInAnyPackage(runnable()).check(main);
    }

    @Test
    void theImporterKnowsNeitherCommandsNorTheApp() {
        noClasses().that().resideInAPackage(OURS + ".importer..")
                .should().dependOnClassesThat().resideInAnyPackage(OURS + ".app..", OURS + ".cli..").check(main);
        noClasses().that().resideInAPackage(OURS + ".app..")
                .should().dependOnClassesThat().resideInAPackage(OURS + ".cli..").check(main);
    }

    @Test
    void onlyTheRunnableAndTheTestSupportUseTheSandbox() {
        noClasses().that().resideOutsideOfPackages(runnable(OURS + ".sandbox..", OURS + ".junit.."))
                .should().dependOnClassesThat().resideInAPackage(OURS + ".sandbox..").check(main);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(OURS + ".(*)..").should().beFreeOfCycles().check(main);
    }

    @Test
    void onlyTheHttpPackageUsesTheHttpClient() {
        onlyIn(List.of("http", "sandbox"), "org.apache.hc..");
        onlyIn(List.of("http", "pipeline"), "org.apache.camel.component.http..");
    }

    @Test
    void onlyTheLedgerUsesJdbcAndItsRulesKnowNoDatabase() {
        onlyIn(List.of("ledger.jdbc"), "java.sql..", "org.sqlite..", "org.postgresql..", "com.zaxxer..");
        noClasses().that().resideInAPackage(OURS + ".ledger")
                .should().dependOnClassesThat().resideInAnyPackage(OURS + ".ledger.jdbc..").check(main);
    }

    @Test
    void onlyTheRequestPackageValidates() {
        onlyIn(List.of("request"), "com.networknt..");
    }

    @Test
    void onlyTheRunnableUsesWhatAnEmbedderDoesNotInherit() {
        onlyIn(RUNNABLE, "picocli..", "de.siegmar..", "com.google.i18n..", "org.dhatim..", "me.tongfei..", "org.apache.camel.main..",
                "org.apache.camel.component.platform..", "io.vertx..",
                "ch.qos.logback..");
    }

    /** Hosts without Micrometer must work without its classes. */
    @Test
    void onlyTheMetersKnowMicrometer() {
        onlyIn(List.of("operations"), "io.micrometer..");
        noClasses().that().haveNameNotMatching(".*\\.(PackMeters|PackGauges)(\\$.*)?").should().dependOnClassesThat().resideInAPackage("io.micrometer..").check(main);
    }

    /** Hosts without tracing must work without Camel's library for it. */
    @Test
    void onlyOneClassKnowsCamelsTracing() {
        noClasses().that().haveNameNotMatching(".*\\.CamelRecordTracer(\\$.*)?")
                .should().dependOnClassesThat().resideInAnyPackage("org.apache.camel.telemetry..", "io.opentelemetry..").check(main);
    }

    @Test
    void springAndJUnitAreUsedInOnePackageEach() {
        onlyIn(List.of("spring"), "org.springframework..");
        onlyIn(List.of("junit"), "org.junit..");
    }

    @Test
    void onlyTheRunnableUsesTheTerminalAndEndsTheProcess() {
        noClasses().that().resideOutsideOfPackages(runnable())
                .should().accessField(System.class, "out").orShould().accessField(System.class, "err")
                .orShould().callMethod(System.class, "exit", int.class)
                .orShould().callMethod(Throwable.class, "printStackTrace").check(main);
    }

    @Test
    void noClassUsesReflectionOrJavaUtilLogging() {
        noClasses().should().dependOnClassesThat(resideInAPackage("java.lang.reflect..")
                .or(resideInAPackage("java.util.logging.."))).check(main);
    }

    @Test
    void thereIsNoMutableStaticState() {
        fields().that().areStatic().should().beFinal().check(main);
    }

    /** The reader of a name must not have to ask which of two types it means. A private type is visible in its own file only. */
    @Test
    void noTypeNameIsUsedTwice() {
        Map<String, List<String>> places = main.stream()
                .filter(each -> !each.isAnonymousClass() && !each.getModifiers().contains(JavaModifier.PRIVATE)
                        && !each.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getSimpleName,
                        Collectors.mapping(JavaClass::getName, Collectors.toList())));
        assertThat(places.values()).allMatch(each -> each.size() == 1);
    }

    @Test
    void noClassIsAMixedCollectionOfHelpers() {
        noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Manager)(\\$.*)?").check(main);
    }

    /** Tests that poll use Awaitility. SQLite must be polled, because it does not report when a lock is free. */
    @Test
    void noCodeSleeps() {
        Set<String> sleeps = Set.of("java.lang.Thread.sleep", "java.util.concurrent.TimeUnit.sleep",
                "java.util.concurrent.locks.LockSupport.parkNanos", "java.util.concurrent.locks.LockSupport.parkUntil",
                "java.util.concurrent.CompletableFuture.delayedExecutor", "java.util.concurrent.CompletableFuture.completeOnTimeout");
        noClasses().that().doNotHaveFullyQualifiedName(OURS + ".ledger.jdbc.SqliteDialect")
                .should().callMethodWhere(describe("sleeps", call -> sleeps.contains(
                        call.getTarget().getOwner().getName() + "." + call.getTarget().getName()))).check(all);
    }

    @Test
    void noFileIsTooLong() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            assertThat(sources.filter(Files::isRegularFile).filter(file -> lines(file) > MOST_LINES))
                    .as("files of more than " + MOST_LINES + " lines of code").isEmpty();
        }
    }

    private static void onlyIn(List<String> places, String... libraries) {
        String[] packages = places.stream().map(each -> OURS + "." + each + "..").toArray(String[]::new);
        noClasses().that().resideOutsideOfPackages(packages)
                .should().dependOnClassesThat().resideInAnyPackage(libraries).check(main);
        assertThat(main.stream().filter(JavaClass.Predicates.resideInAnyPackage(packages))
                .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
                .anyMatch(each -> JavaClass.Predicates.resideInAnyPackage(libraries).test(each.getTargetClass())))
                .as("the rules name libraries that are in use").isTrue();
    }

    private static long lines(Path file) {
        try {
            String code = Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", "");
            return code.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("//")
                    && !line.startsWith("import ") && !line.startsWith("package ")).count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
