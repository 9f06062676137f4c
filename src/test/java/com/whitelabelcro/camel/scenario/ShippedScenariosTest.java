package com.whitelabelcro.camel.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.scenario.TestFileReader.TestFile;
import com.whitelabelcro.camel.scenario.TestRun.TestResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the tests of the shipped scenarios, each as a test of this build. */
class ShippedScenariosTest {

    @TestFactory
    List<DynamicContainer> scenarios() throws IOException {
        try (Stream<Path> inside = Files.list(Path.of("routes", "scenarios"))) {
            List<TestFile> files = inside.filter(each -> each.toString().endsWith(TestFile.SUFFIX)).sorted()
                    .map(TestFileReader::read).toList();
            assertThat(files).hasSize(10);
            return files.stream().map(file -> DynamicContainer.dynamicContainer(file.path().getFileName().toString(),
                    file.tests().stream().map(test -> DynamicTest.dynamicTest(test.name(), () -> passes(file, test))))).toList();
        }
    }

    private static void passes(TestFile file, TestCase test) throws IOException {
        TestResult result = new TestRun(file, test, ScenarioTests.PATIENCE).run();
        assertThat(result.differences()).as(result.requests().toString()).isEmpty();
    }
}
