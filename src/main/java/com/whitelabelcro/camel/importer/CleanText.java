package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.model.InvisibleCharacters;
import java.text.Normalizer;

/**
 * Text as people mean it, for comparing: composed (NFC), with line ends of one kind, and without the blanks, control
 * characters and invisible characters (zero-width spaces, a byte order mark) that spreadsheets leave at its ends.
 */
final class CleanText {

    private CleanText() {
    }

    static String of(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC).replace("\r\n", "\n").replace('\r', '\n');
        return InvisibleCharacters.strip(composed);
    }
}
