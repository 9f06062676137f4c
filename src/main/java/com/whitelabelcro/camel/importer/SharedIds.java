package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.action.Action;
import java.util.Locale;
import java.util.Map;

/**
 * Finds an {@code external_id} that several rows use for different people: the API would overwrite the first person with the
 * second. Two rows name different people if the e-mail address and one of the names differ, or if both names differ; a person who
 * has changed only a name or only the address is the same person.
 *
 * <p>Only a hash of each id is kept, for at most {@value #MOST_IDS} ids; further ids are not compared.
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
    /**
     * A hash table of three words per slot: the hash of the id, the hash of the person, and the number of the first line, negated
     * if the id is used for different people. The words are adjacent for speed.
     */
    private long[] table = new long[WORDS << 10];
    private int size;

    SharedIds(Action action) {
        this.action = action;
    }

    /**
     * What is known about the id of a record.
     *
     * @param firstLine the first line with this id; 0 if this is the first one
     * @param differs whether this id is used for different people, in this line or an earlier one
     * @param found whether this line is the first that shows it
     */
    record Finding(long firstLine, boolean differs, boolean found) {
    }

    private static final Finding NOTHING = new Finding(0, false, false);

    /** Adds a record. Adding the same line again changes nothing. */
    Finding add(long line, Map<String, Object> body) {
        Object id = body.get(Action.EXTERNAL_ID);
        if (id == null) {
            return NOTHING;
        }
        long hash = hash(id.toString()) | 1;
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

    /** The person that a record names, as three hashes; a hash is 0 if its field is missing. */
    private long person(Map<String, Object> body) {
        String path = action.pathParameter().orElse(null);
        if (path != null) {
            long record = part(body.get(path));
            return record << 2 * BITS | record << BITS;
        }
        return part(body.get("first_name")) << 2 * BITS | part(body.get("last_name")) << BITS | part(body.get("email"));
    }

    /** Ignores letter case. */
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

    /** FNV-1a over the characters, followed by a final mixing step. */
    private static long hash(String text) {
        long hash = BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        return mixed ^ mixed >>> 33;
    }
}
