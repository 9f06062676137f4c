package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.tag.Fast;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Fast
class CellFunctionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', emptyValue = "", value = {
        "first      ~ Ada Birch                ~ Ada",
        "last       ~ Ada Birch                ~ Birch",
        "first      ~ Birch, Ada               ~ Ada",
        "last       ~ Birch, Ada               ~ Birch",
        "first      ~ Ada Maria Birch          ~ Ada Maria",
        "last       ~ Ada Maria Birch          ~ Birch",
        "last       ~ Ludwig van der Berg      ~ van der Berg",
        "first      ~ Ludwig van der Berg      ~ Ludwig",
        "last       ~ Ada Birch Jr.            ~ Birch Jr.",
        "last       ~ Ada Birch, Jr.           ~ Birch, Jr.",
        "first      ~ Ada Birch, Jr.           ~ Ada",
        "last       ~ O'Neil, D'Arcy           ~ O'Neil",
        "first      ~ Ada                      ~ Ada",
        "last       ~ Ada                      ~ ''",
        "last       ~ Van Morrison             ~ Morrison",
        "first      ~ Birch, Ada, Jr.          ~ Ada",
        "last       ~ Birch, Ada, Jr.          ~ Birch, Jr.",
        "first      ~ Dr. Ada Birch            ~ Ada",
        "last       ~ Prof. Dr. Ada Birch      ~ Birch",
        "first      ~ Birch, Mrs. Ada          ~ Ada",
        "first      ~ Ms Ada Birch, PhD        ~ Ada",
        "first      ~ Mr. Birch                ~ ''",
        "last       ~ Mr. Birch                ~ Birch",
        "first      ~ Mr. and Mrs. Birch       ~ ''",
        "first      ~ Mark Dr                  ~ Mark",
        "part:1     ~ a@x.org ::: b@y.org      ~ a@x.org",
        "part:2     ~ a@x.org; b@y.org         ~ b@y.org",
        "part:2     ~ a@x.org b@y.org          ~ b@y.org",
        "part:3     ~ a@x.org                  ~ ''",
        "part:1     ~ +1 555-0100 / +1 555-0101 ~ +1 555-0100",
        "part:2     ~ red|green                ~ green",
        "digits     ~ +1 (617) 555-0123        ~ 16175550123",
        "lower      ~ ANN@Example.ORG          ~ ann@example.org",
        "e164:US    ~ (617) 555-0123           ~ +16175550123",
        "e164:us    ~ 1-617-555-0123           ~ +16175550123",
        "e164:US    ~ +44 20 7946 0958         ~ +442079460958",
        "e164:DE    ~ 030 901820               ~ +4930901820",
        "e164:US    ~ ask him                  ~ ask him",
        "e164:US    ~ 617 555 0123 ext. 4      ~ 617 555 0123 ext. 4",
    })
    void aFunctionConvertsACell(String function, String content, String result) {
        Template template = Template.of("{Column|" + function + "}");
        assertThat(template.text(Map.of("Column", content), false)).isEqualTo(result.isEmpty() ? null : result);
    }

    @Test
    void functionsCanBeChainedAndMixedWithText() {
        Template template = Template.of("x_{Phones | part:2 | digits}-{Id}");
        assertThat(template.text(Map.of("Phones", "1 ; 2-3", "Id", "7"), false)).isEqualTo("x_23-7");
        assertThat(template).hasToString("x_{Phones|part:2|digits}-{Id}");
        assertThat(template.columns()).containsExactlyInAnyOrder("Phones", "Id");
    }

    @Test
    void anUnknownFunctionIsReported() {
        for (String text : new String[] {"{Name|frist}", "{Name|part:0}", "{Name|part}", "{Name|}"}) {
            assertThatThrownBy(() -> Template.of(text)).isInstanceOf(ImportConfigurationException.class)
                    .hasMessageContaining("there are first, last, part:N, digits, lower and e164:COUNTRY");
        }
        assertThatThrownBy(() -> Template.of("{Phone|e164:ZZ}")).isInstanceOf(ImportConfigurationException.class)
                .hasMessageContaining("a country of two letters");
    }
}
