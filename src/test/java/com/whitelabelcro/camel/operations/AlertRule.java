package com.whitelabelcro.camel.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule of docs/operations/alerts.yml, evaluated like Prometheus does, as far as these rules need it: comparisons of sums of
 * selectors with the same labels, or with a number; and {@code delta} between two scrapes.
 */
record AlertRule(String name, String expression) {

    private static final Pattern COMPARISON = Pattern.compile("(.+?) ([<>]) (.+)");
    private static final Pattern SELECTOR = Pattern.compile("([a-z_]+)(?:\\{([a-z]+)=\"([^\"]*)\"})?");
    private static final Pattern DELTA = Pattern.compile("delta\\((.+)\\[\\w+]\\)");

    static List<AlertRule> all() throws IOException {
        List<AlertRule> rules = new ArrayList<>();
        for (JsonNode group : new YAMLMapper().readTree(Path.of("docs/operations/alerts.yml").toFile()).path("groups")) {
            group.path("rules").forEach(rule -> rules.add(
                    new AlertRule(rule.path("alert").asText(), rule.path("expr").asText())));
        }
        return rules;
    }

    /** Whether the rule fires, given an earlier scrape and the current one. */
    boolean fires(Scrape before, Scrape now) {
        Matcher comparison = COMPARISON.matcher(expression);
        if (!comparison.matches()) {
            throw new IllegalStateException("Not understood: " + expression);
        }
        Map<Map<String, String>, Double> left = value(comparison.group(1), before, now);
        Map<Map<String, String>, Double> right = value(comparison.group(3), before, now);
        return left.entrySet().stream().anyMatch(each -> {
            double other = right.getOrDefault(Map.of(), right.getOrDefault(each.getKey(), Double.NaN));
            return comparison.group(2).equals(">") ? each.getValue() > other : each.getValue() < other;
        });
    }

    private static Map<Map<String, String>, Double> value(String sum, Scrape before, Scrape now) {
        Map<Map<String, String>, Double> total = new HashMap<>();
        for (String term : sum.split(" \\+ ")) {
            term(term, before, now).forEach((labels, value) -> total.merge(labels, value, Double::sum));
        }
        return total;
    }

    private static Map<Map<String, String>, Double> term(String term, Scrape before, Scrape now) {
        Matcher delta = DELTA.matcher(term);
        if (term.matches("[0-9.]+")) {
            return Map.of(Map.of(), Double.valueOf(term));
        } else if (delta.matches()) {
            Map<Map<String, String>, Double> old = selected(delta.group(1), before);
            Map<Map<String, String>, Double> values = selected(delta.group(1), now);
            values.replaceAll((labels, value) -> value - old.getOrDefault(labels, Double.NaN));
            return values;
        }
        return selected(term, now);
    }

    private static Map<Map<String, String>, Double> selected(String selector, Scrape scrape) {
        Matcher parts = SELECTOR.matcher(selector);
        if (!parts.matches()) {
            throw new IllegalStateException("Not understood: " + selector);
        }
        Map<Map<String, String>, Double> found = new HashMap<>();
        scrape.samples().stream().filter(each -> each.name().equals(parts.group(1)))
                .filter(each -> parts.group(2) == null || parts.group(3).equals(each.labels().get(parts.group(2))))
                .forEach(each -> found.put(each.labels(), each.value()));
        if (scrape.samples().stream().noneMatch(each -> each.name().equals(parts.group(1)))) {
            throw new IllegalStateException("There is no meter " + parts.group(1));
        }
        return found;
    }
}
