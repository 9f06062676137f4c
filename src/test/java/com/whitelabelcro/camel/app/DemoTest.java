package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.SystemTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wlcro demo} keeps its promises, by the figures that the sandbox has counted. */
@SystemTest
class DemoTest {

    @TempDir
    private Path directory;

    @Test
    void nothingIsLostOrDuplicatedAndTheLimitIsKept() throws Exception {
        Terminal terminal = Child.run(directory, Map.of(), List.of("-Djava.io.tmpdir=" + directory), "demo");
        String out = terminal.out();
        assertThat(terminal.exit()).as(terminal.err()).isZero();
        assertThat(out).contains("300 rows: 297 done, 1 failed, 2 unreadable").contains("contacts.csv.failed.jsonl");
        assertThat(counted(out, "records it holds")).isEqualTo(297);
        assertThat(counted(out, "records it holds twice")).isZero();
        assertThat(counted(out, "refused for the rate limit (429)")).isZero();
        assertThat(counted(out, "most requests in any 5 s (limit 100)")).isBetween(1, 100);
        assertThat(counted(out, "records without an end")).isZero();
        assertThat(counted(out, "faults on the way")).isPositive();
        assertThat(counted(out, "requests that arrived"))
                .isEqualTo(297 + counted(out, "faults on the way"));
        assertThat(out + terminal.err()).doesNotContain("@example.com");
    }

    private static int counted(String out, String what) {
        Matcher line = Pattern.compile("^  " + Pattern.quote(what) + " +(\\d+)$", Pattern.MULTILINE).matcher(out);
        assertThat(line.find()).as(what).isTrue();
        return Integer.parseInt(line.group(1));
    }
}
