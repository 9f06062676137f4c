package com.whitelabelcro.camel.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people should look at in a text before they trust how it was decoded: each with a word of it, to judge by. */
final class TextRemarks {

    private static final int LONGEST_SAMPLE = 40;
    private static final Pattern BEYOND_ASCII = Pattern.compile("(?<![^\\s,;|\t\"])[^\\s,;|\t\"]*[\u0080-\uFFFF][^\\s,;|\t\"]*");

    private TextRemarks() {
    }

    static List<String> of(CharsetDecodingReader text) {
        List<String> remarks = new ArrayList<>();
        if (!text.isSure()) {
            String sample = sample(BEYOND_ASCII, text.sampleText()).map(word -> ": " + word).orElse("");
            remarks.add("Read as " + text.encoding() + sample + "; if that is wrong, say it with --encoding");
        }
        Mojibake.wordIn(text.sampleText()).ifPresent(word -> remarks.add(ofDamaged(word)));
        return remarks;
    }

    /** Of a word that was damaged before. */
    static String ofDamaged(String word) {
        return Mojibake.remark(shown(word));
    }

    private static Optional<String> sample(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(shown(found.group())) : Optional.empty();
    }

    private static String shown(String word) {
        return Printable.of(word.substring(0, Math.min(word.length(), LONGEST_SAMPLE)));
    }
}
