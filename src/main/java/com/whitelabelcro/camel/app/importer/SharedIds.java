package com.whitelabelcro.camel.app.importer;

import com.whitelabelcro.camel.action.Action;
import java.util.Locale;
import java.util.Map;

/**
 * Finds an {@code external_id} that stands in rows which name different people: with the second one, the API would overwrite
 * the first. Somebody whose name or address has changed is the same person; different are those of whom both the address and a
 * name differ, or both names.
 *
 * <p>Of each id only a hash is kept, and of no more than {@value #MOST_IDS}: those behind are not compared.
 */
final class SharedIds {

    static final int MOST_IDS = 1_400_000;

    private static final int NAMES_DIFFERENT_PEOPLE = 1 << 31;
    private static final int LINE = Integer.MAX_VALUE;
    private static final int BITS = 21;
    private static final long MASK = (1L << BITS) - 1;

    private final Action action;
    private long[] ids = new long[1 << 10];
    private long[] people = new long[ids.length];
    private int[] lines = new int[ids.length];
    private int size;

    SharedIds(Action action) {
        this.action = action;
    }

    /**
     * What is known of the id of a record.
     *
     * @param firstLine the first line with this id; 0 if there is none before
     * @param differs whether this id has been found to name different people, here or before
     * @param found whether that was found here
     */
    record Finding(long firstLine, boolean differs, boolean found) {
    }

    private static final Finding NOTHING = new Finding(0, false, false);

    /** Takes a record into account; the same line again changes nothing. */
    Finding add(long line, Map<String, Object> body) {
        Object id = body.get(Action.EXTERNAL_ID);
        if (id == null) {
            return NOTHING;
        }
        long hash = hash(id.toString()) | 1;
        int at = find(hash);
        if (ids[at] == 0) {
            if (size < MOST_IDS) {
                put(at, hash, person(body), line);
            }
            return NOTHING;
        }
        boolean known = lines[at] < 0;
        boolean found = !known && (lines[at] & LINE) != line && differ(people[at], person(body));
        if (found) {
            lines[at] |= NAMES_DIFFERENT_PEOPLE;
        }
        return new Finding(lines[at] & LINE, known || found, found);
    }

    private int find(long hash) {
        int at = (int) (hash >>> 20) & ids.length - 1;
        while (ids[at] != 0 && ids[at] != hash) {
            at = at + 1 & ids.length - 1;
        }
        return at;
    }

    private void put(int at, long hash, long person, long line) {
        ids[at] = hash;
        people[at] = person;
        lines[at] = (int) Math.min(LINE, line);
        size++;
        if (size > ids.length / 10 * 7) {
            grow();
        }
    }

    private void grow() {
        long[] oldIds = ids;
        long[] oldPeople = people;
        int[] oldLines = lines;
        ids = new long[oldIds.length * 2];
        people = new long[ids.length];
        lines = new int[ids.length];
        for (int i = 0; i < oldIds.length; i++) {
            if (oldIds[i] != 0) {
                int at = find(oldIds[i]);
                ids[at] = oldIds[i];
                people[at] = oldPeople[i];
                lines[at] = oldLines[i];
            }
        }
    }

    /** Whom a record names, in three parts; a part is zero if it is not said. */
    private long person(Map<String, Object> body) {
        String path = action.pathParameter().orElse(null);
        if (path != null) {
            long record = part(body.get(path));
            return record << 2 * BITS | record << BITS;
        }
        return part(body.get("first_name")) << 2 * BITS | part(body.get("last_name")) << BITS | part(body.get("email"));
    }

    private static long part(Object value) {
        return value == null ? 0 : hash(value.toString().toLowerCase(Locale.ROOT)) & MASK | 1;
    }

    private static boolean differ(long one, long other) {
        boolean first = differ(one, other, 2 * BITS);
        boolean last = differ(one, other, BITS);
        boolean email = differ(one, other, 0);
        return first && last || email && (first || last);
    }

    private static boolean differ(long one, long other, int shift) {
        long a = one >>> shift & MASK;
        long b = other >>> shift & MASK;
        return a != 0 && b != 0 && a != b;
    }

    /** FNV-1a over the characters, with a last mix. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        return hash ^ hash >>> 33;
    }
}
