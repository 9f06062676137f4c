package com.whitelabelcro.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.tag.Fast;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Fast
class HttpFormTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    /** Each character of {@code form} stands for one byte. */
    private static Map<String, List<String>> decode(String contentType, String form) throws UnreadableRequest {
        return HttpForm.decode(form.getBytes(StandardCharsets.ISO_8859_1), ContentType.of(contentType).charset());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                          | n=J%C3%B6rg                       | J\u00F6rg
            ''                          | n=J%F6rg                          | J\u00F6rg
            ''                          | n=J\u00F6rg                       | J\u00F6rg
            ''                          | n=%80+5                           | \u20AC 5
            ''                          | n=cr%E9%E9e                       | cr\u00E9\u00E9e
            ;charset=iso-8859-1         | n=J%F6rg                          | J\u00F6rg
            ; Charset="Latin1"; q=1     | n=J%F6rg%80                       | J\u00F6rg\u20AC
            ;charset=windows-1251       | n=%C8%E2%E0%ED                    | \u0418\u0432\u0430\u043D
            ;charset=UTF-8              | n=%D0%98                          | \u0418
            ''                          | _charset_=windows-1251&n=%C8%E2   | \u0418\u0432
            ''                          | _charset_=&n=%C8b                 | \u00C8b
            ;charset=utf-8              | _charset_=windows-1251&n=%D0%98   | \u0418
            ''                          | n=100%25                          | 100%
            ''                          | &&n=a%3Db%26c=d                   | a=b&c=d
            ''                          | n                                 | ''
            """)
    void aFormIsDecodedInItsCharset(String charset, String form, String value) throws Exception {
        assertThat(decode(FORM + charset, form)).containsExactly(Map.entry("n", List.of(value)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                          | n=J%zzrg                          | 400 | a percent sign is not followed by two hexadecimal digits
            ''                          | n=100%                            | 400 | a percent sign is not followed by two hexadecimal digits
            ''                          | n%1=x                             | 400 | a percent sign is not followed by two hexadecimal digits
            ''                          | n=%C8%E2%E0%ED                    | 400 | the form is not UTF-8; send it as UTF-8, or name its charset
            ''                          | n=Pawe%B3                         | 400 | the form is not UTF-8
            ''                          | n=J%C3%B6rg&m=J%F6rg              | 400 | the form is not UTF-8
            ''                          | n=%81                             | 400 | the form is not UTF-8
            ;charset=utf-8              | n=J%F6rg                          | 400 | the form holds bytes that are not in the charset
            ;charset=iso-8859-1         | n=%81                             | 400 | the form holds bytes that are not in the charset
            ;charset=klingon            | n=x                               | 415 | the charset that it names is not known here
            ''                          | _charset_=klingon&n=x             | 415 | the charset that it names is not known here
            ;charset=utf-16             | n=Anna                            | 415 | no form can be in the charset that it names
            ''                          | {"n":"100%"}                      | 415 | it is JSON
            """)
    void aFormThatCannotBeDecodedIsRefused(String charset, String form, int status, String reason) {
        assertThatThrownBy(() -> decode(FORM + charset, form)).isInstanceOfSatisfying(UnreadableRequest.class,
                e -> assertThat(e.status()).isEqualTo(status)).hasMessageContaining(reason);
    }

    @Test
    void aRepeatedFieldBecomesAListAndTheNumberOfFieldsIsLimited() throws Exception {
        assertThat(HttpForm.parse("a=1&b=2&a=3".getBytes(StandardCharsets.UTF_8), ContentType.of(FORM).charset()))
                .isEqualTo(Map.of("a", List.of("1", "3"), "b", "2"));
        assertThat(decode(FORM, "a&".repeat(1_000)).get("a")).hasSize(1_000);
        assertThatThrownBy(() -> decode(FORM, "a&".repeat(1_001))).hasMessageContaining("more than 1000 fields");
    }
}
