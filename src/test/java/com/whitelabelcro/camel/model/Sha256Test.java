package com.whitelabelcro.camel.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

@Fast
class Sha256Test {

    /** The hashes are in ledgers: another way to compute them must not change them. */
    @Test
    void hashesTheLengthAndTheUtf16OfEachText() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String[] texts = {"Ann", "", "Zo\u00eb", "\ud834\udd1e", "\u4e2d"};
        for (String text : texts) {
            byte[] utf16 = text.getBytes(StandardCharsets.UTF_16BE);
            bytes.writeBytes((utf16.length + ":").getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(utf16);
        }

        assertThat(Sha256.of(texts).bytes()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    }
}
