package com.whitelabelcro.camel.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.whitelabelcro.camel.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads one YAML document of plain values. A mistake is reported with its line. */
final class StrictYaml {

    private static final YAMLFactory FACTORY =
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final ObjectMapper YAML =
            new ObjectMapper(FACTORY).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");

    private StrictYaml() {}

    /** @throws ConfigurationException if the file cannot be read, or is not such a document */
    static JsonNode read(Path file) {
        try {
            String text = Files.readString(file);
            refuseTraps(file, text);
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            throw told(file, e);
        } catch (IOException e) {
            throw new ConfigurationException(file + " cannot be read; is it there, and UTF-8 text?");
        }
    }

    /** Rejects what Jackson would read as something else: an alias as the text of its name, a zip code such as 02134 as octal 1116. */
    private static void refuseTraps(Path file, String text) throws IOException {
        try (YAMLParser parser = FACTORY.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                int line = parser.currentTokenLocation().getLineNr();
                if (parser.isCurrentAlias()) {
                    throw at(file, line, "an alias (*" + parser.getText() + ") is not understood here; write it out");
                } else if (token.isNumeric() && !NUMBER.matcher(parser.getText()).matches()) {
                    throw at(file, line, parser.getText() + " would be read as another number; put it into quotes");
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
