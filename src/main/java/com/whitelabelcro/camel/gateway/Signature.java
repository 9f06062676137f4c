package com.whitelabelcro.camel.gateway;

import com.whitelabelcro.camel.config.SignatureScheme;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks the signature of a request: HMAC-SHA256 of its body as it was sent. */
final class Signature {

    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /**
     * Whether the signature is valid.
     *
     * @param given the values of the header; exactly one is accepted
     * @param body the body before any decoding
     */
    static boolean isRight(SignatureScheme scheme, List<String> given, byte[] body) {
        if (given.size() != 1 || !given.get(0).startsWith(scheme.prefix())) {
            return false;
        }
        String text = given.get(0).substring(scheme.prefix().length());
        byte[] own = hmac(scheme, body);
        boolean hex = scheme.encoding() == SignatureScheme.Encoding.HEX;
        String expected = hex ? HexFormat.of().formatHex(own) : Base64.getEncoder().encodeToString(own);
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8),
                (hex ? text.toLowerCase(Locale.ROOT) : text).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(SignatureScheme scheme, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(scheme.secret().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
