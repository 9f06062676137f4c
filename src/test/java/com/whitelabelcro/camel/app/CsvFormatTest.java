package com.whitelabelcro.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.importer.ImportConfigurationException;
import com.whitelabelcro.camel.tag.Fast;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code wlcroCsv} in routes, as scenarios use it. */
@Fast
class CsvFormatTest {

    private static final Action CREATE_CLIENT = Action.of("create-client", "POST", "/api/v1/integrations/clients");

    private final CamelContext context = new DefaultCamelContext();
    private final List<Object> elements = new ArrayList<>();
    private final AtomicLong count = new AtomicLong();

    @BeforeEach
    void start() throws Exception {
        context.getRegistry().bind(CsvFormat.NAME, new CsvFormat(any -> List.of(CREATE_CLIENT)));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:rows").unmarshal().custom(CsvFormat.NAME).split(body()).streaming()
                        .process(each -> elements.add(each.getMessage().getBody()));
                from("direct:count").streamCache("false").unmarshal().custom(CsvFormat.NAME).split(body()).streaming()
                        .process(each -> count.incrementAndGet());
                from("direct:csv").marshal().custom(CsvFormat.NAME).convertBodyTo(String.class);
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private Exchange send(String endpoint, Object body) {
        return context.createProducerTemplate().send(endpoint, each -> each.getMessage().setBody(body));
    }

    private List<Object> rows(Object csv) {
        assertThat(send("direct:rows", csv).getException()).isNull();
        return elements;
    }

    @Test
    void aRowIsAMapByTheNamesOfTheColumns() {
        assertThat(rows("Record ID;First Name;Note\n1;Ann;\"a;b\n c\"\n2;Bob;\n")).containsExactly(
                Map.of("Record ID", "1", "First Name", "Ann", "Note", "a;b\n c"),
                Map.of("Record ID", "2", "First Name", "Bob", "Note", ""));
    }

    @Test
    void anUnreadableRowBecomesATextWithItsLineAndTheOthersAreRead() {
        assertThat(rows("Id,Name\n1,Ann\n2,Annabella,extra\n3,\"Annabella\"x\n4,Bob\n")).containsExactly(
                Map.of("Id", "1", "Name", "Ann"), "line 3 has 3 cells, the header has 2",
                "line 4 has text after a closing quote", Map.of("Id", "4", "Name", "Bob"));
    }

    @Test
    void anInvalidHeaderIsReportedBeforeAnyRow() {
        assertThat(send("direct:rows", "").getException()).isInstanceOf(ImportConfigurationException.class)
                .hasMessageContaining("the first line must hold the column names");
        assertThat(elements).isEmpty();
    }

    @Test
    void severalColumnsOfOneNameAreReportedOnlyIfTheMappingUsesThatName() {
        Map<?, ?> row = (Map<?, ?>) rows("Id,Notes,Notes\n1,called,again\n").get(0);
        assertThat(row.get("Id")).isEqualTo("1");
        assertThat(row.get("Notes (2nd)")).isEqualTo("again");
        assertThatThrownBy(() -> row.get("Notes")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Several columns are called \"Notes\": say which, such as Notes (1st)");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16", "ISO-8859-1"})
    void theEncodingIsDetected(String charset) {
        byte[] csv = "Id\tName\n1\tZoë\n".getBytes(Charset.forName(charset));
        assertThat(rows(csv)).containsExactly(Map.of("Id", "1", "Name", "Zoë"));
    }

    @Test
    void aLargeFileIsReadRowByRowAndClosed() {
        AtomicBoolean closed = new AtomicBoolean();
        AtomicLong most = new AtomicLong();
        byte[] row = "1,Ann\n".getBytes(StandardCharsets.UTF_8);
        InputStream endless = new InputStream() {
            private long at;
            @Override
            public int read() {
                long row200000 = 200_000L * row.length;
                most.accumulateAndGet(at / row.length - count.get(), Math::max);
                return at == row200000 ? -1 : at++ < 8 ? "Id,Name\n".charAt((int) at - 1) : row[(int) ((at - 9) % row.length)];
            }
            @Override
            public void close() {
                closed.set(true);
            }
        };
        assertThat(send("direct:count", endless).getException()).isNull();
        assertThat(count.get()).isGreaterThan(199_000);
        // At most a buffer is read ahead, not the whole file.
        assertThat(most.get()).isLessThan(60_000);
        assertThat(closed).isTrue();
    }

    @Test
    void mapsAreWrittenWithAColumnForEachNameAndFormulasAreEscaped() {
        Map<String, Object> first = new LinkedHashMap<>();
        first.put("id", 7);
        first.put("what", "=HYPERLINK(\"x\")");
        first.put("change", -5);
        Map<String, Object> second = new LinkedHashMap<>();
        second.put("id", null);
        second.put("why", "a \"quoted\",\nnote");
        second.put("what", "@x");
        Exchange end = send("direct:csv", List.of(first, second));
        assertThat(end.getMessage().getBody(String.class).replace("\r\n", "\n")).isEqualTo("id,what,change,why\n"
                + "7,\"'=HYPERLINK(\"\"x\"\")\",-5,\n,'@x,,\"a \"\"quoted\"\",\nnote\"\n");
        assertThat(send("direct:csv", Map.of("id", 7)).getMessage().getBody(String.class)).startsWith("id").contains("7");
    }

    private List<Object> mapped(String csv, String mapping, String action) {
        Exchange end = context.createProducerTemplate().send("direct:rows", each -> {
            each.getMessage().setBody(csv);
            each.getMessage().setHeader("WlcroMapping", mapping);
            each.getMessage().setHeader("WlcroAction", action);
        });
        assertThat(end.getException()).isNull();
        return elements;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Record ID", "Record ID - Contact", "record id", "Contact ID", "hs_object_id", "VID", "RECORD_ID"})
    void withAMappingARowBecomesTheBodyOfTheActionWhateverTheNamesOfItsColumns(String id) {
        assertThat(mapped(id + ",First Name,last name,E-Mail,Mobile Phone Number\n8101.0, Ola ,Kern,o@example.org,\n"
                .replace("E-Mail", "Email"), "hubspot", "create-client")).containsExactly(Map.of("external_id", "hubspot_8101",
                "first_name", "Ola", "last_name", "Kern", "email", "o@example.org"));
    }

    @Test
    void aRowThatCannotBeMappedOrIsDoubtfulBecomesATextAndOneWithoutAnIdHasNoExternalId() {
        assertThat(mapped("Record ID,First Name,Last Name,Email\n########,Ola,Kern,o@example.org\n2,Per,Kern,p@example.org,x\n"
                + ",Quy,Kern,q@example.org\n4,Rob,Kern,none\n", "hubspot", "create-client")).satisfiesExactly(
                one -> assertThat(one).asString().startsWith("line 2: external_id"),
                two -> assertThat(two).asString().startsWith("line 3 has "),
                three -> assertThat(three).isEqualTo(Map.of("first_name", "Quy", "last_name", "Kern", "email", "q@example.org")),
                four -> assertThat(four).asString().startsWith("line 5: email"));
    }

    @Test
    void aMappingThatDoesNotFitIsReportedBeforeAnyRow() {
        for (String[] wrong : new String[][] {{"hubspot", ""}, {"hubspot", "creat-client"}, {"hubspt", "create-client"}}) {
            Exchange end = context.createProducerTemplate().send("direct:rows", each -> {
                each.getMessage().setBody("Record ID,First Name,Last Name,Email\n1,a,b,c@d\n");
                each.getMessage().setHeader("WlcroMapping", wrong[0]);
                each.getMessage().setHeader("WlcroAction", wrong[1]);
            });
            assertThat(end.getException()).isInstanceOfAny(ConfigurationException.class, ImportConfigurationException.class);
        }
        assertThat(elements).isEmpty();
    }

    @Test
    void writtenRowsAreReadBackAsTheSameValues() {
        List<String> values = List.of("+15550109001", "-5", "=1+2", "@ann", "'t Hooft", "'=quoted", "''=twice", "'5",
                "''5", "0123", "'", "''", "'+", "D'Arcy", "a\n'b", "\"'=\"", "\u201CUma\u201D");
        List<Map<String, Object>> table = values.stream().map(each -> Map.<String, Object>of("=value", each)).toList();
        byte[] csv = send("direct:csv", table).getMessage().getBody(String.class).getBytes(StandardCharsets.UTF_8);
        assertThat(rows(csv).stream().<Object>map(row -> ((Map<?, ?>) row).get("=value")).toList()).isEqualTo(values);
    }

    @Test
    void onlyMapsCanBeWritten() {
        Exchange end = send("direct:csv", List.of("text"));
        assertThatThrownBy(() -> {
            throw end.getException();
        }).hasMessageContaining("wlcroCsv writes a Map or a list of Maps");
    }
}
