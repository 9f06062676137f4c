package com.whitelabelcro.camel.importer;

/**
 * Counts how often each row has come, in about 20 bytes a row: a table of 64 bits of each hash, without objects. (That two
 * of ten million rows share these bits is less likely than one in a hundred thousand, and would do no more than count one
 * of them once too often.)
 */
final class Occurrences {

    private long[] keys = new long[1 << 10];
    private int[] counts = new int[1 << 10];
    private int size;

    /** @return 1 if this row comes for the first time, 2 if for the second, and so on */
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

    /** Where this key is, or is to be. */
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
