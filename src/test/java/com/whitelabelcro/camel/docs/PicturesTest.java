package com.whitelabelcro.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The pictures in the documents match the routes. After a change of a route,
 * {@code mvn test -Dtest=PicturesTest -Dpictures=draw} draws them again.
 */
@Fast
class PicturesTest {

    private static final Pattern PLACE = Pattern.compile("<!-- picture ([a-z-]+) -->\n(.*?)<!-- /picture -->", Pattern.DOTALL);

    private static Map<String, Path> routes() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            Map<String, Path> routes = new TreeMap<>();
            files.filter(each -> each.toString().endsWith(".camel.yaml"))
                    .forEach(each -> routes.put(each.getFileName().toString().replace(".camel.yaml", ""), each));
            return routes;
        }
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            List<Path> documents = new ArrayList<>(files.filter(each -> each.toString().endsWith(".md")).sorted().toList());
            documents.add(Path.of("README.md"));
            return documents;
        }
    }

    private static String place(String name) throws IOException {
        assertThat(routes()).containsKey(name);
        return "<!-- picture " + name + " -->\n```mermaid\n" + Picture.of(routes().get(name)) + "```\n<!-- /picture -->";
    }

    private static String redrawn(String document) {
        return PLACE.matcher(document).replaceAll((MatchResult each) -> {
            try {
                return Matcher.quoteReplacement(place(each.group(1)));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void everyPictureMatchesItsRoutes() throws IOException {
        for (Path document : documents()) {
            String text = Files.readString(document);
            String redrawn = redrawn(text);
            if ("draw".equals(System.getProperty("pictures"))) {
                Files.writeString(document, redrawn);
            } else {
                assertThat(text).as(document + ": draw its pictures anew (-Dpictures=draw)").isEqualTo(redrawn);
            }
        }
    }

    @Test
    void allShippedRoutesHaveAPicture() throws IOException {
        List<String> shown = new ArrayList<>();
        for (Path document : documents()) {
            PLACE.matcher(Files.readString(document)).results().forEach(each -> shown.add(each.group(1)));
        }
        assertThat(shown).containsAll(routes().keySet()).doesNotHaveDuplicates();
    }
}
