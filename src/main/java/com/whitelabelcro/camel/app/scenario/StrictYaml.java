package com.whitelabelcro.camel.app.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.whitelabelcro.camel.connection.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** One YAML document of plain values; a mistake is told with its line. */
final class StrictYaml {

    private static final YAMLFactory FACTORY =
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final ObjectMapper YAML =
            new ObjectMapper(FACTORY).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private StrictYaml() {}

    /** @throws ConfigurationException if it cannot be read, or is not such a document */
    static JsonNode read(Path file) {
        try {
            String text = Files.readString(file);
            refuseAliases(file, text);
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            throw told(file, e);
        } catch (IOException e) {
            throw new ConfigurationException(file + " cannot be read; is it there, and UTF-8 text?");
        }
    }

    /** Jackson would take the name of an alias for a text. */
    private static void refuseAliases(Path file, String text) throws IOException {
        try (YAMLParser parser = FACTORY.createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.isCurrentAlias()) {
                    throw at(file, parser.currentTokenLocation().getLineNr(),
                            "an alias (*" + parser.getText() + ") is not understood here; write it out");
                }
            }
        }
    }

    private static ConfigurationException told(Path file, JsonProcessingException mistake) {
        if (mistake.getCause() instanceof MarkedYAMLException marked) {
            return at(file, marked.getProblemMark().getLine() + 1, marked.getProblem());
        }
        int line = mistake.getLocation() == null ? 1 : mistake.getLocation().getLineNr();
        String what = mistake.getOriginalMessage();
        return at(file, line, what.startsWith("Trailing token") ? "one document is expected, and here a second begins" : what);
    }

    private static ConfigurationException at(Path file, int line, String what) {
        return new ConfigurationException(file + ", line " + line + ": " + what.lines().findFirst().orElse(""));
    }
}
