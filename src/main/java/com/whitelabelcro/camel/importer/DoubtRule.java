package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.importer.ImportOptions.DoubtfulPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides whether records with doubtful values are sent, and counts the values by the kind of doubt. */
final class DoubtRule {

    private static final int MOST_LINES = 10;
    private static final Doubt SHARED =
            new Doubt("external_id", "stands in several rows, which name different people");

    /** The number of occurrences of a kind of doubt, and the first place. */
    private static final class Group {

        private final List<Long> lines = new ArrayList<>();
        private long count;

        private void add(long line) {
            count++;
            if (lines.size() < MOST_LINES) {
                lines.add(line);
            }
        }

        private String text(String what) {
            String where = lines.stream().map(String::valueOf).collect(Collectors.joining(", "));
            return "  " + what + ": " + (count == 1 ? "line " : count + " rows, lines ") + where
                    + (count > lines.size() ? ", ..." : "");
        }
    }

    private final DoubtfulPolicy choice;
    private final SharedIds ids;
    private final Map<String, Group> groups = new LinkedHashMap<>();

    DoubtRule(DoubtfulPolicy choice, SharedIds ids) {
        this.choice = choice;
        this.ids = ids;
    }

    /**
     * Decides about one record.
     *
     * @param doubts the doubts about the record itself
     * @param body the record; its doubtful fields are removed if the policy says so
     * @return why it is not sent; empty if
     * it is sent
     */
    synchronized Optional<String> settle(long line, List<Doubt> doubts, Map<String, Object> body) {
        SharedIds.Finding id = ids.add(line, body);
        if (doubts.isEmpty() && !id.differs()) {
            return Optional.empty();
        }
        List<Doubt> all = new ArrayList<>(doubts);
        if (id.differs()) {
            all.add(SHARED);
        }
        all.forEach(doubt -> groups.computeIfAbsent(doubt.toString(), each -> new Group()).add(line));
        if (choice == DoubtfulPolicy.FAIL || all.stream().anyMatch(Doubt::isFinal)) {
            String why = all.stream().map(Doubt::toString).collect(Collectors.joining("; "));
            return Optional.of(id.differs() ? why + "; the first of them is in line " + id.firstLine() : why);
        }
        if (choice == DoubtfulPolicy.DROP) {
            all.forEach(doubt -> body.remove(doubt.field()));
        }
        return Optional.empty();
    }

    /** Describes the doubtful values for the user; empty if there were none. */
    synchronized List<String> text() {
        List<String> text = new ArrayList<>();
        if (!groups.isEmpty()) {
            text.add("Doubtful values" + switch (choice) {
                case FAIL -> "; rows with such a value fail, but for --doubtful send or --doubtful drop:";
                case SEND -> ", sent as they are:";
                case DROP -> ", left out:";
            });
            groups.forEach((what, group) -> text.add(group.text(what)));
        }
        return text;
    }

    /**
     * A value that is probably a mistake.
     *
     * @param field the field that it would fill
     * @param reason why the value is doubtful, as the rest of a sentence; never quotes the value
     */
    record Doubt(String field, String reason) {

        /** Whether no option allows sending it: with a wrong {@code external_id}, one record overwrites another. */
        boolean isFinal() {
            return field.equals(Action.EXTERNAL_ID);
        }

        @Override
        public String toString() {
            return field + " " + reason;
        }
    }
}
