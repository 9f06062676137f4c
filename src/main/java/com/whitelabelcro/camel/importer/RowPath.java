package com.whitelabelcro.camel.importer;

import java.util.List;
import java.util.Map;

/** A name that leads into the objects and lists of a record, such as {@code properties.firstname} or {@code emails.0.value}. */
final class RowPath {

    private RowPath() {
    }

    /** The value of the member with that name, else the value at the end of that path; null if there is none. */
    static Object value(Map<String, Object> row, String name) {
        Object value = row.get(name);
        return value != null || name.indexOf('.') < 0 || row.containsKey(name) ? value : follow(row, name);
    }

    private static Object follow(Object from, String path) {
        Object at = from;
        for (String step : path.split("\\.")) {
            if (at instanceof Map<?, ?> object) {
                at = object.get(step);
            } else if (at instanceof List<?> list && step.matches("[0-9]{1,9}") && Integer.parseInt(step) < list.size()) {
                at = list.get(Integer.parseInt(step));
            } else {
                return null;
            }
        }
        return at;
    }
}
