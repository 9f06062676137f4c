package com.whitelabelcro.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.whitelabelcro.camel.cli.Main;
import com.whitelabelcro.camel.cli.Wlcro;
import com.whitelabelcro.camel.sandbox.Sandbox;
import com.whitelabelcro.camel.setup.RoutePackInstaller;
import com.whitelabelcro.camel.tag.Fast;
import com.whitelabelcro.camel.tag.Slow;
import com.whitelabelcro.camel.tag.SystemTest;
import java.lang.annotation.Annotation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * A test class has the tag that its code requires, so that {@code mvn test -Dgroups=fast} stays fast and is complete: with
 * a process it is a {@link SystemTest}, without a socket it is {@link Fast} or {@link Slow}, and all others have no tag. The check
 * considers the calls of the class and of the test code that it uses.
 */
@Fast
class TagTest {

    private static final String OURS = "com.whitelabelcro.camel";
    private static final List<Class<? extends Annotation>> TAGS = List.of(Fast.class, SystemTest.class, Slow.class);
    private static final Set<String> PROCESSES = Set.of("java.lang.ProcessBuilder.start", "java.lang.Runtime.exec");
    /** Classes whose methods open sockets; of the main code, only those that the tests call directly. */
    private static final Set<String> SOCKETS = Set.of("java.net.Socket", "java.net.ServerSocket", "java.net.DatagramSocket",
            "java.net.http.HttpClient", "java.net.URLConnection", "java.nio.channels.SocketChannel",
            "java.nio.channels.ServerSocketChannel", "com.sun.net.httpserver.HttpServer",
            "com.github.tomakehurst.wiremock.WireMockServer", Sandbox.class.getName(), Wlcro.class.getName(),
            Main.class.getName(), WhiteLabelCro.class.getName(), RoutePackInstaller.class.getName(),
            "com.whitelabelcro.camel.scenario.TestRun");

    /** The classes of the libraries are not imported, because their names are enough here. */
    private static final JavaClasses TESTS = ArchConfiguration.withThreadLocalScope(configuration -> {
        configuration.setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter().withImportOption(new ImportOption.OnlyIncludeTests()).importPackages(OURS);
    });

    @Test
    void everyTestClassHasTheTagThatItsCodeRequires() {
        List<JavaClass> classes = TESTS.stream().filter(TagTest::hasTests)
                .filter(each -> each.getSimpleName().endsWith("Test")).toList();

        assertThat(classes).hasSizeGreaterThan(150);
        assertThat(classes.stream().flatMap(each -> complaint(each).stream())).isEmpty();
    }

    private Optional<String> complaint(JavaClass type) {
        Set<JavaClass> used = usedBy(type);
        List<String> tags = TAGS.stream().filter(type::isAnnotatedWith).map(Class::getSimpleName).toList();
        List<List<String>> right;
        String why;
        if (used.stream().anyMatch(TagTest::startsProcesses)) {
            right = List.of(List.of("SystemTest"));
            why = "starts processes";
        } else if (used.stream().anyMatch(TagTest::opensSockets)) {
            right = List.of(List.of());
            why = "opens sockets, but starts no process";
        } else {
            right = List.of(List.of("Fast"), List.of("Slow"));
            why = "opens no socket";
        }
        return right.contains(tags) ? Optional.empty()
                : Optional.of(type.getName() + " " + why + ", its tags are " + tags + " and should be one of " + right);
    }

    /** Surefire selects classes by these suffixes; a test class with another name would never run. */
    @Test
    void everyTestClassIsRunByTheBuildOrByAProfile() {
        assertThat(TESTS.stream().filter(TagTest::hasTests)
                .filter(each -> !each.isNestedClass()).map(JavaClass::getSimpleName))
                .allMatch(each -> each.matches(".*(Test|Long|Bench)"));
    }

    private static boolean hasTests(JavaClass type) {
        return type.getMethods().stream().anyMatch(each -> Stream.of(Test.class, ParameterizedTest.class, Property.class)
                .anyMatch(each::isAnnotatedWith));
    }

    private static boolean startsProcesses(JavaClass type) {
        return type.getAccessesFromSelf().stream().map(JavaAccess::getTarget)
                .anyMatch(each -> PROCESSES.contains(each.getOwner().getName() + "." + each.getName()));
    }

    private static boolean opensSockets(JavaClass type) {
        return type.getCodeUnitAccessesFromSelf().stream().map(each -> each.getTarget().getOwner().getName())
                .anyMatch(SOCKETS::contains);
    }

    /** The class and the test classes that it uses, with their nested classes. */
    private Set<JavaClass> usedBy(JavaClass type) {
        Set<JavaClass> used = new HashSet<>();
        Deque<JavaClass> left = new ArrayDeque<>(List.of(type));
        while (!left.isEmpty()) {
            JavaClass next = left.pop();
            if (used.add(next)) {
                next.getDirectDependenciesFromSelf().stream().map(Dependency::getTargetClass).map(JavaClass::getBaseComponentType)
                        .filter(each -> TESTS.contain(each.getName())).forEach(left::add);
                TESTS.stream().filter(each -> each.getName().startsWith(next.getName() + "$")).forEach(left::add);
            }
        }
        return used;
    }
}
