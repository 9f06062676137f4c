package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of other libraries that quote a record or a key are not shown. */
@Fast
class RedactedFailureTest {

    private static String masked(String message) {
        return RedactedFailure.of(new IllegalStateException(message)).replace("java.lang.IllegalStateException: ", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Unrecognized token 'Ann': expected a value          | Unrecognized token ***: expected a value
            For input string: "Ann Lee"                         | For input string: ***
            the key wlcro_live_7_x9 is wrong                    | the key *** is wrong
            to ann@example.com, please                          | to ***, please
            http://user:secret@host/x?key=4711&to=ann           | http://***host/x?key=***&to=***
            with value Ann due to                               | with value *** due to
            """)
    void valuesAreMasked(String message, String shown) {
        assertThat(masked(message)).isEqualTo(shown);
    }

    @Test
    void noTextOfTheFailedMessageIsShown() {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(Map.of("name", "Ann", "list", List.of("Lee", 94103)));
        exchange.getMessage().setHeader("who", "Bob");
        assertThat(RedactedFailure.of(new IllegalStateException("Ann of Lee in 94103 met Bob", new RuntimeException("Ann!")), exchange))
                .isEqualTo("java.lang.IllegalStateException: *** of *** in *** met ***; caused by java.lang.RuntimeException: ***!");
    }
}
