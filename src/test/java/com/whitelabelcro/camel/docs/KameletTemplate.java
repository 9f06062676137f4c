package com.whitelabelcro.camel.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Generates a Kamelet from {@code template.kamelet.yaml} and its {@link KameletForm}. In the template, a name between {@code @}
 * stands for a value. The lines from {@code # each field} to {@code # end} are repeated for each field of the form, and those
 * from {@code # each choice} for each field that must not evaluate to nothing. A line whose value is empty is omitted.
 */
final class KameletTemplate {

    private static final Path PARTS = Path.of("src", "test", "resources", "kamelet");

    private KameletTemplate() {}

    /** The text of the Kamelet for an action, or for another endpoint of the pack. */
    static String kamelet(KameletForm form) throws IOException {
        StringBuilder kamelet = new StringBuilder();
        List<String> block = null;
        boolean choices = false;
        for (String line : Files.readAllLines(PARTS.resolve("template.kamelet.yaml"))) {
            String mark = line.strip();
            if (mark.startsWith("# each ")) {
                block = new ArrayList<>();
                choices = mark.equals("# each choice");
            } else if (mark.equals("# end")) {
                for (KameletForm.Field field : form.fields()) {
                    if (field.choice() || !choices) {
                        fill(kamelet, block, values(form, field));
                    }
                }
                block = null;
            } else if (block != null) {
                block.add(line);
            } else {
                fill(kamelet, List.of(line), values(form));
            }
        }
        return kamelet.toString();
    }

    private static Map<String, String> values(KameletForm form) throws IOException {
        byte[] icon = Files.readAllBytes(PARTS.resolve(form.icon() + ".svg"));
        return Map.of(
                "@action@", form.subject(),
                "@title@", title(form.subject()),
                "@icon@", Base64.getEncoder().encodeToString(icon),
                "@description@", form.description(),
                "@required@", form.required().isEmpty() ? "" : new ArrayList<>(form.required()).toString(),
                "@fields@", form.fields().stream().filter(KameletForm.Field::body).map(each -> "{{" + each.name() + "}}")
                        .collect(Collectors.joining()));
    }

    private static Map<String, String> values(KameletForm form, KameletForm.Field field) {
        return new HashMap<>(Map.of(
                "@action@", form.subject(),
                "@field@", field.name(),
                "@field.id@", kebab(field.name()),
                "@field.title@", title(kebab(field.name())),
                "@field.description@", field.description(),
                "@field.example@", field.example()));
    }

    private static String kebab(String name) {
        return name.replace('_', '-').replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static void fill(StringBuilder text, List<String> lines, Map<String, String> values) {
        for (String line : lines) {
            String filled = line;
            boolean empty = false;
            for (Map.Entry<String, String> value : values.entrySet()) {
                empty |= value.getValue().isEmpty() && !value.getKey().equals("@fields@") && filled.contains(value.getKey());
                filled = filled.replace(value.getKey(), value.getValue());
            }
            if (!empty) {
                text.append(filled).append('\n');
            }
        }
    }

    private static String title(String name) {
        return Arrays.stream(name.split("-"))
                .map(word -> word.equals("id") ? "ID" : Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining(" "));
    }
}
