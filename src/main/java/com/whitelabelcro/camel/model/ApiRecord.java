package com.whitelabelcro.camel.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The record that an answer of the API is about, in words for people: {@code client 4711}. */
public final class ApiRecord {

    /** A note's answer may name its client as well, and a client's its employee; so the order matters. */
    private static final List<String> FIRST = List.of("client_note_id", "client_id", "employee_id");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    private ApiRecord() {}

    /** Empty if the answer names none, as that to a change of status. */
    public static Optional<String> namedIn(Map<?, ?> answer) {
        Stream<String> others = answer.keySet().stream().map(String::valueOf).filter(name -> name.endsWith("_id"));
        return Stream.concat(FIRST.stream(), others)
                .filter(name -> ID.matcher(String.valueOf(answer.get(name))).matches() && answer.get(name) != null)
                .findFirst().map(name -> word(name) + " " + answer.get(name));
    }

    /** An affiliate's id is called {@code employee_id}, and a note's {@code client_note_id} (contract section 1). */
    private static String word(String name) {
        return switch (name) {
            case "employee_id" -> "affiliate";
            case "client_note_id" -> "note";
            default -> name.substring(0, name.length() - "_id".length()).replace('_', ' ');
        };
    }
}
