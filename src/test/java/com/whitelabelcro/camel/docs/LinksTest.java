package com.whitelabelcro.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The links of the documents lead to existing files and headings, and the README links to every page. */
@Fast
class LinksTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```$|`[^`\n]+`");

    /** A link of a document. */
    record Link(Path page, String target) {}

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("SECURITY.md")));
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    private static List<Link> links() throws IOException {
        List<Link> links = new ArrayList<>();
        for (Path page : pages()) {
            LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll("")).results().map((MatchResult each) -> each.group(1))
                    .filter(target -> !target.startsWith("http")).forEach(target -> links.add(new Link(page, target)));
        }
        return links;
    }

    @Test
    void everyLinkLeadsToAnExistingFileAndHeading() throws IOException {
        List<Link> broken = new ArrayList<>();
        for (Link link : links()) {
            String[] parts = link.target().split("#", 2);
            Path file = parts[0].isEmpty() ? link.page() : link.page().resolveSibling(parts[0]).normalize();
            if (!Files.exists(file) || parts.length > 1 && !anchors(file).contains(parts[1])) {
                broken.add(link);
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links()).hasSizeGreaterThan(50);
    }

    @Test
    void theReadmeLinksToEveryPage() throws IOException {
        Set<Path> linked = links().stream().filter(link -> link.page().equals(Path.of("README.md")))
                .map(link -> Path.of(link.target().replaceFirst("#.*", ""))).collect(Collectors.toSet());
        List<Path> others = new ArrayList<>(pages());
        others.remove(Path.of("README.md"));
        assertThat(linked).containsAll(others);
    }

    @Test
    void theReadmeStaysShort() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(250);
    }

    /** The anchors that GitHub gives to the headings of a page. */
    private static Set<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream().filter(line -> line.matches("#+ .*"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
