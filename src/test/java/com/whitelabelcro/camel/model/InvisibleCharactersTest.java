package com.whitelabelcro.camel.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.request.ExternalIdRule;
import com.whitelabelcro.camel.tag.Fast;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which characters are invisible; the same rule applies to values and to ids. */
@Fast
class InvisibleCharactersTest {

    private static final List<String> BLANKS = List.of(" ", "\t", "\u00a0", "\u3000", "\u0000", "\u001f", "\u007f", "\u0085",
            "\u00ad", "\u034f", "\u061c", "\u115f", "\u1160", "\u180e", "\u200b", "\u200d", "\u202e", "\u2060", "\u2800",
            "\u3164", "\ufe0f", "\ufeff", "\uffa0", "\ufff9", "\udb40\udc01", "\udb40\udd00");

    @Test
    void aValueOfInvisibleCharactersOnlyIsEmptyAndSuchAnIdIsRefused() {
        for (String blank : BLANKS) {
            String shown = "U+" + Integer.toHexString(blank.codePointAt(0));
            assertThat(InvisibleCharacters.isBlank(blank + blank)).as(shown).isTrue();
            assertThat(InvisibleCharacters.strip(blank + " ")).as(shown).isEmpty();
            assertThat(ExternalIdRule.violation("web_" + blank)).as(shown).isPresent();
            assertThat(ExternalIdRule.join("web", blank)).as(shown).isEmpty();
        }
    }

    @Test
    void invisibleCharactersAreRemovedAroundAValueAndKeptInsideIt() {
        for (String blank : BLANKS) {
            assertThat(InvisibleCharacters.strip(blank + "Ann" + blank + "Lee\u200b")).isEqualTo("Ann" + blank + "Lee");
        }
    }

    @Test
    void aCombiningCharacterStaysWithItsBaseCharacter() {
        String heart = "\u2764\ufe0f";
        String flag = "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f";
        assertThat(InvisibleCharacters.strip(" " + heart + " \u200b")).isEqualTo(heart);
        assertThat(InvisibleCharacters.strip(flag + "\n")).isEqualTo(flag);
    }

    @Test
    void visibleCharactersAreNeverRemoved() {
        for (String shown : List.of("\u0600", "\u06dd", "\u0301", "\u200bA", ".", "\u2014", "\ud83d\ude00", "\ud800")) {
            assertThat(InvisibleCharacters.isBlank(shown)).as(shown).isFalse();
        }
        assertThat(InvisibleCharacters.strip("\u0600")).isEqualTo("\u0600");
    }
}
