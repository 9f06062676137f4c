package com.whitelabelcro.camel.app.scenario;

import com.whitelabelcro.camel.action.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Holds what a test expects against what there is at this moment. */
final class Expectations {

    static final Set<String> NAMES =
            new TreeSet<>(List.of("records", "requests", "dead-letters", "mocks", "files"));

    private final Map<String, Yaml> expected;

    Expectations(Map<String, Yaml> expected) {
        this.expected = expected;
    }

    /** Refuses expectations that could never fail, or never hold. */
    static void check(Map<String, Yaml> expected, Set<String> mocked) {
        Optional.ofNullable(expected.get("records")).ifPresent(each -> each.items("records"));
        Optional.ofNullable(expected.get("requests")).ifPresent(each -> each.number("requests"));
        Optional.ofNullable(expected.get("dead-letters")).ifPresent(each -> each.items("dead-letters"));
        Optional.ofNullable(expected.get("files")).ifPresent(each -> each.entries("files"));
        Optional.ofNullable(expected.get("mocks")).ifPresent(all -> all.entries("mocks").forEach((step, each) -> {
            if (!mocked.contains(step)) {
                throw each.mistake("the step " + step + " is not mocked in this test" + Nearest.hint(step, mocked));
            }
            each.items("mocks." + step);
        }));
    }

    /** What does not hold. */
    List<Mismatch> unmet(Outcome outcome) {
        List<Mismatch> unmet = new ArrayList<>();
        expected.forEach((name, each) -> {
            switch (name) {
                case "mocks" -> each.entries(name).forEach((step, reached) ->
                        Matching.match(reached, outcome.reached(step), "mocks." + step).ifPresent(unmet::add));
                case "files" -> each.entries(name).forEach((file, content) ->
                        Matching.match(content, outcome.file(content, file), "files." + file).ifPresent(unmet::add));
                default -> Matching.match(each, outcome.of(name), name).ifPresent(unmet::add);
            }
        });
        return unmet;
    }
}
