package com.whitelabelcro.camel.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names the record that an answer of the API refers to, for messages: {@code client 4711}. */
public final class ApiRecord {

    /**
     * In this order, because the answer for a note may also name its client, and the answer for a client its employee.
     */
    private static final List<String> FIRST = List.of("client_note_id", "client_id", "employee_id");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    private ApiRecord() {}

    /** Names the record; empty if the answer contains no id, such as the answer to a status change. */
    public static Optional<String> namedIn(Map<?, ?> answer) {
        Stream<String> others = answer.keySet().stream().map(String::valueOf).filter(name -> name.endsWith("_id"));
        return Stream.concat(FIRST.stream(), others)
                .filter(name -> ID.matcher(String.valueOf(answer.get(name))).matches() && answer.get(name) != null)
                .findFirst().map(name -> word(name) + " " + answer.get(name));
    }

    /**
     * The id of an affiliate is called {@code employee_id}, and the id of a note {@code client_note_id} (contract
     * section 1).
     */
    private static String word(String name) {
        return switch (name) {
            case "employee_id" -> "affiliate";
            case "client_note_id" -> "note";
            default -> name.substring(0, name.length() - "_id".length()).replace('_', ' ');
        };
    }
}
