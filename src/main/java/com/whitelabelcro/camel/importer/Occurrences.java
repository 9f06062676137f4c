package com.whitelabelcro.camel.importer;

/**
 * Counts how often each row occurs, in about 20 bytes per row: a hash table of 64-bit hashes without objects. (The probability that
 * two of ten million rows share a hash is below one in a hundred thousand; the only effect would be that one of them is counted
 * once too often.)
 */
final class Occurrences {

    private long[] keys = new long[1 << 10];
    private int[] counts = new int[1 << 10];
    private int size;

    /** @return 1 for the first occurrence of this row, 2 for the second, and so on */
    int next(String hash) {
        if (size > keys.length / 4 * 3) {
            grow();
        }
        int place = place(Long.parseUnsignedLong(hash.substring(0, 16), 16));
        if (counts[place] == 0) {
            size++;
        }
        return ++counts[place];
    }

    /** The slot that holds this key, or the free slot where it belongs. */
    private int place(long key) {
        int place = (int) key & keys.length - 1;
        while (counts[place] != 0 && keys[place] != key) {
            place = place + 1 & keys.length - 1;
        }
        keys[place] = key;
        return place;
    }

    private void grow() {
        long[] known = keys;
        int[] often = counts;
        keys = new long[known.length * 2];
        counts = new int[keys.length];
        for (int i = 0; i < known.length; i++) {
            if (often[i] != 0) {
                counts[place(known[i])] = often[i];
            }
        }
    }
}
