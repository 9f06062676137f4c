package com.whitelabelcro.camel.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The head of a request for tests: {@code "POST /actions/create-lead", "Host: localhost", ...}. */
record FakeHead(String method, String path, List<Map.Entry<String, String>> all) implements RequestHead {

    static FakeHead of(String line, String... headers) {
        String[] words = line.split(" ", 2);
        return new FakeHead(words[0], words[1], Stream.of(headers).filter(each -> !each.isBlank())
                .map(each -> Map.entry(each.replaceFirst(":.*", ""), each.replaceFirst("[^:]*: *", ""))).toList());
    }

    @Override
    public String authority() {
        return header("Host");
    }

    @Override
    public List<String> headers(String name) {
        return all.stream().filter(each -> each.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getValue).toList();
    }

    @Override
    public Iterable<String> headerNames() {
        return all.stream().map(Map.Entry::getKey).toList();
    }
}
