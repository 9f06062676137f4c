package com.whitelabelcro.camel.config;

/**
 * How a sender signs its requests: HMAC-SHA256 of the body as it was sent, in a header.
 *
 * @param secret the shared secret
 * @param header the name of the header
 * @param encoding how the signature is written
 * @param prefix what precedes the signature in the header, such as {@code sha256=}; may be empty
 */
public record SignatureScheme(String secret, String header, Encoding encoding, String prefix) {

    /** How the bytes of a signature are written. */
    public enum Encoding {
        HEX, BASE64
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "HMAC-SHA256 in " + header;
    }
}
