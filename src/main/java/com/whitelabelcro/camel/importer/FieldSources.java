package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.action.Field;
import com.whitelabelcro.camel.importer.ColumnMapping.Column;
import com.whitelabelcro.camel.importer.ColumnMapping.Source;
import com.whitelabelcro.camel.importer.ColumnMapping.Text;
import com.whitelabelcro.camel.model.InvisibleCharacters;
import java.util.List;
import java.util.Map;

/** The sources of one field; the first one that has content in a row fills it. */
final class FieldSources {

    private final Field field;
    private final List<Source> sources;
    private final boolean textual;
    private final FieldValue value;
    private final DoubtfulValues doubts;

    /** @param textual whether the input has only texts */
    FieldSources(Field field, List<Source> sources, boolean textual) {
        this.field = field;
        this.sources = sources;
        this.textual = textual;
        this.value = new FieldValue(field);
        this.doubts = new DoubtfulValues(field);
    }

    Field field() {
        return field;
    }

    List<Source> sources() {
        return sources;
    }

    /** Puts the value into a body, if the row has one, and what is doubtful about it into a list. */
    void fill(Map<String, Object> row, Map<String, Object> body, List<Doubt> found) {
        for (Source source : sources) {
            Object content = content(source, row);
            if (content != null) {
                body.put(field.name(), content);
                String reason = doubtAbout(source, content, row);
                if (reason != null) {
                    found.add(new Doubt(field.name(), reason));
                }
                return;
            }
        }
    }

    private Object content(Source source, Map<String, Object> row) {
        return source instanceof Text text
                ? value.of(text.template().text(row, value.isOfDigits()), true)
                : value.of(RowPath.value(row, ((Column) source).name()), textual);
    }

    private String doubtAbout(Source source, Object content, Map<String, Object> row) {
        String reason = doubts.about(content);
        if (reason != null || !(source instanceof Text set)) {
            return reason;
        } else if (set.template().isE164() && !TelephoneNumbers.isE164(content.toString())) {
            return "is no telephone number of that country, or has an extension";
        }
        for (String column : source.columns()) {
            if (RowPath.value(row, column) instanceof String text && !InvisibleCharacters.isBlank(text)) {
                reason = reason == null ? doubts.lost(InvisibleCharacters.strip(text)) : reason;
            }
        }
        return reason;
    }
}
