package com.whitelabelcro.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.config.SignatureScheme;
import com.whitelabelcro.camel.config.SignatureScheme.Encoding;
import com.whitelabelcro.camel.tag.Fast;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the gateway reads a body, and which bodies it refuses. */
@Fast
class GatewayBodyTest {

    private static final String ANN = "{\"first_name\":\"Ann\"}";

    private static GatewayBody read(byte[] body, String... headers) {
        return GatewayBody.of(new GatewayRequest(Caller.local(List.of("default")), FakeHead.of("POST /", headers), Map.of(), body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        }
        return packed.toByteArray();
    }

    private static void isRefused(int status, String why, byte[] body, String... headers) {
        assertThatThrownBy(() -> read(body, headers)).isInstanceOfSatisfying(HttpRefusal.class, each -> {
            assertThat(each.status()).as(each.getMessage()).isEqualTo(status);
            assertThat(each.getMessage() + each.violations()).contains(why).doesNotContain("Ann");
        });
    }

    @Test
    void anObjectAnArrayAndAFormBecomeRecords() {
        assertThat(read(bytes(ANN), "Content-Type: application/json").records()).hasToString("[" + ANN + "]");
        assertThat(read(bytes("\u00EF\u00BB\u00BF" + ANN)).isArray()).isFalse();
        assertThat(read(bytes("[" + ANN + ",7]"), "Content-Type: application/vnd.x+json; charset=utf-8"))
                .satisfies(each -> assertThat(each.records()).hasToString("[" + ANN + ", 7]"))
                .satisfies(each -> assertThat(each.isArray()).isTrue());
        assertThat(read(bytes("first_name=J%C3%B6rg&phone=+1"), "Content-Type: application/x-www-form-urlencoded").records())
                .hasToString("[{\"first_name\":\"J\u00F6rg\",\"phone\":\"+1\"}]");
    }

    @Test
    void theFieldsOfAMultipartFormBecomeARecord() {
        String form = "preamble\r\n--x y\r\nContent-Disposition: form-data; name=\"first_name\"\r\n\r\nJ\u00C3\u00B6rg\r\n"
                + "--x y\r\ncontent-disposition: form-data; name=city\r\nContent-Type: text/plain\r\n\r\na\r\n--x\r\n"
                + "--x y\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--x y--\r\nepilogue";
        assertThat(read(bytes(form), "Content-Type: multipart/form-data; boundary=\"x y\"").records())
                .hasToString("[{\"first_name\":\"J\u00F6rg\",\"city\":\"a\\r\\n--x\"}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            multipart/form-data              | --x--                                                                   | names no boundary
            multipart/form-data; boundary=x  | ''                                                                      | its end is missing
            multipart/form-data; boundary=x  | --x~Content-Disposition: form-data; name="a"~~Ann                       | its end is missing
            multipart/form-data; boundary=x  | --x~Content-Disposition: form-data; name="a"~--x--                      | no end of its head
            multipart/form-data; boundary=x  | --x~Content-Disposition: form-data; filename="n"~~Ann~--x--             | no name
            application/json                 | {"first_name":"Ann"                                                     | ends too early
            application/json                 | {"first_name":"Ann","first_name":"Bea"}                                 | a name occurs twice
            application/json                 | {"first_name":"Ann"}{}                                                  | something follows
            application/json                 | []                                                                      | array is empty
            application/json                 | ''                                                                      | the body is empty
            application/json; charset=utf-16 | {                                                                       | the body is not UTF-16
            application/x-www-form-urlencoded| a=%zz                                                                   | hexadecimal
            """)
    void whatCannotBeReadIsRefusedWithAReason(String type, String body, String why) {
        isRefused(400, why, bytes(body.replace("~", "\r\n")), "Content-Type: " + type);
    }

    @Test
    void anUnsupportedContentTypeIsRefusedWithTheSupportedOnes() {
        isRefused(415, "application/json", bytes(ANN), "Content-Type: text/plain");
        isRefused(415, "application/json", bytes(ANN), "Content-Type: application/xml");
        isRefused(415, "files are not accepted", bytes("--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\n\r\nAnn"
                + "\r\n--x--"), "Content-Type: multipart/form-data; boundary=x");
        isRefused(415, "send UTF-8", bytes(ANN), "Content-Type: application/json; charset=klingon");
        isRefused(415, "send gzip", bytes(ANN), "Content-Type: application/json", "Content-Encoding: br");
        isRefused(415, "send gzip", bytes(ANN), "Content-Encoding: gzip", "Content-Encoding: gzip");
        isRefused(400, "several Content-Types", bytes(ANN), "Content-Type: application/json", "Content-Type: text/plain");
    }

    @Test
    void aCompressedBodyIsDecompressedUpToALimit() throws Exception {
        assertThat(read(gzip(bytes(ANN)), "Content-Encoding: GZIP").records()).hasToString("[" + ANN + "]");
        byte[] bomb = gzip(new byte[50_000_000]);
        assertThat(bomb.length).isLessThan(100_000);
        isRefused(413, "when it is unpacked", bomb, "Content-Encoding: gzip");
        isRefused(400, "not gzip", bytes(ANN), "Content-Encoding: gzip");
        byte[] whole = gzip(bytes(ANN));
        isRefused(400, "ends too early", java.util.Arrays.copyOf(whole, whole.length - 9), "Content-Encoding: gzip");
    }

    @Test
    void anArrayHasABoundedNumberOfRecords() {
        assertThat(read(bytes("[" + "{},".repeat(999) + "{}]")).records()).hasSize(1_000);
        isRefused(413, "send them in parts", bytes("[" + "{},".repeat(1_000) + "{}]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            HEX    | sha256= | sha256=2e41acd446b0e07a2bd03a83c48d5e88d5d2ab2dcec34a7ba14b0b7e8b1a3ba5 | false
            HEX    | -       | HEX                                                                     | true
            HEX    | -       | UPPER                                                                   | true
            HEX    | sha256= | sha256=HEX                                                              | true
            HEX    | sha256= | HEX                                                                     | false
            BASE64 | -       | BASE64                                                                  | true
            BASE64 | v1,     | v1,BASE64                                                               | true
            BASE64 | -       | HEX                                                                     | false
            HEX    | -       | -                                                                       | false
            HEX    | -       | ''                                                                      | false
            """)
    void aSignatureIsThatOfTheBodyAsItWasSent(Encoding encoding, String prefix, String given, boolean right) {
        // echo -n '{"first_name":"Ann"}' | openssl dgst -sha256 -hmac secret
        String hex = "6b21d9af897ed37de9fb622db7999badcfe39717bfac14c6768a0d3d3cfb8cd8";
        String base64 = java.util.Base64.getEncoder().encodeToString(java.util.HexFormat.of().parseHex(hex));
        SignatureScheme scheme = new SignatureScheme("secret", "X-Signature", encoding, prefix == null ? "" : prefix);
        List<String> headers = given == null ? List.of() : List.of(
                given.replace("BASE64", base64).replace("HEX", hex).replace("UPPER", hex.toUpperCase(java.util.Locale.ROOT)));
        assertThat(Signature.isRight(scheme, headers, bytes(ANN))).isEqualTo(right);
        assertThat(Signature.isRight(scheme, headers, bytes(ANN + " "))).isFalse();
    }

    @Test
    void anIdempotencyKeyIsScopedToItsCallerAndThePositionInTheArray() {
        GatewayRequest request = new GatewayRequest(Caller.local(List.of("default")),
                FakeHead.of("POST /", "Idempotency-Key: wlcro-entry:x"), Map.of(), new byte[0]);
        assertThat(request.idempotencyKey(-1)).isNotEqualTo(request.idempotencyKey(0));
        assertThat(request.idempotencyKey(1)).isNotEqualTo(request.idempotencyKey(0)).isPresent();
        // A sender's key never looks like one of the pack's own keys.
        assertThat(request.idempotencyKey(-1).orElseThrow()).doesNotStartWith("wlcro-");
        for (List<String> wrong : List.of(List.of(""), List.of("a", "b"), List.of("x".repeat(256)), List.of("\u00E9"), List.of("a\nb"))) {
            GatewayRequest bad = new GatewayRequest(Caller.local(List.of("default")), new FakeHead("POST", "/",
                    wrong.stream().map(each -> Map.entry("idempotency-key", each)).toList()), Map.of(), new byte[0]);
            assertThatThrownBy(() -> bad.idempotencyKey(-1)).isInstanceOf(HttpRefusal.class);
        }
    }
}
