package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.action.Action;
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

    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final int BITS = 21;
    private static final long MASK = (1L << BITS) - 1;

    private static final int WORDS = 3;
    private static final int PERSON = 1;
    private static final int LINE = 2;

    private final Action action;
    /** In each place three words: the hash of the id, whom it names, and the first line, negative
     * if it names different people; all beside one another, for speed. */
    private long[] table = new long[WORDS << 10];
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
        long hash = exactHash(id.toString()) | 1;
        int at = find(hash);
        if (table[at] == 0) {
            if (size < MOST_IDS) {
                put(at, hash, person(body), line);
            }
            return NOTHING;
        }
        boolean known = table[at + LINE] < 0;
        long first = known ? -table[at + LINE] : table[at + LINE];
        boolean found = !known && first != line && differ(table[at + PERSON], person(body));
        if (found) {
            table[at + LINE] = -first;
        }
        return new Finding(first, known || found, found);
    }

    private int find(long hash) {
        int places = table.length / WORDS;
        int at = (int) (hash >>> 20) & places - 1;
        while (table[at * WORDS] != 0 && table[at * WORDS] != hash) {
            at = at + 1 & places - 1;
        }
        return at * WORDS;
    }

    private void put(int at, long hash, long person, long line) {
        table[at] = hash;
        table[at + PERSON] = person;
        table[at + LINE] = line;
        size++;
        if (size > table.length / WORDS / 10 * 7) {
            grow();
        }
    }

    private void grow() {
        long[] known = table;
        table = new long[known.length * 2];
        for (int i = 0; i < known.length; i += WORDS) {
            if (known[i] != 0) {
                System.arraycopy(known, i, table, find(known[i]), WORDS);
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
        return value == null ? 0 : hash(value.toString()) & MASK | 1;
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
    private static long exactHash(String text) {
        long hash = BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return mixed(hash);
    }

    /** The same for all letter cases. */
    private static long hash(String text) {
        long hash = BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ Character.toLowerCase(text.charAt(i))) * PRIME;
        }
        return mixed(hash);
    }

    private static long mixed(long hash) {
        long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        return mixed ^ mixed >>> 33;
    }
}
