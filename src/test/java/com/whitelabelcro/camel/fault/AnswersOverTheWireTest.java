package com.whitelabelcro.camel.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.PackUnderTest;
import com.whitelabelcro.camel.WlcroHeaders;
import com.whitelabelcro.camel.contract.AnswerTable;
import com.whitelabelcro.camel.contract.AnswerTable.Body;
import com.whitelabelcro.camel.contract.AnswerTable.Request;
import com.whitelabelcro.camel.error.WlcroException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** A sample of each row of the table of answers in docs/records.md, through the whole pack and a real socket. */
class AnswersOverTheWireTest {

    private static final Pattern KEY = Pattern.compile("(?i)X-Api-Key: wlcro_k(\\d+)\\r");

    /** One answer to one request, on a connection of its own. */
    private record Cell(int number, int status, Body body, Request request, String text) {

        String connection() {
            return "k" + number;
        }
    }

    private static List<Cell> cells(AnswerTable table) {
        List<Cell> cells = new ArrayList<>();
        for (int status : Stream.concat(table.samples().stream(), Stream.of(202, 206, 207)).toList()) {
            for (Body body : Body.values()) {
                for (Request request : Request.values()) {
                    cells.add(new Cell(cells.size(), status, body, request, request.texts(body).get(0)));
                }
            }
        }
        return cells;
    }

    @Test
    void eachRowOfTheTableIsTrueForRealAnswers() throws Exception {
        AnswerTable table = AnswerTable.ofThePage();
        List<Cell> cells = cells(table);
        Map<String, String> settings = new HashMap<>(Map.of("wlcro.timeout", "20s", "wlcro.retry.max-attempts", "2"));
        try (ByteServer server = new ByteServer(talk -> {
                    Cell cell = cells.get(number(talk.head()));
                    talk.send(ByteServer.json(cell.status(), cell.text()));
                })) {
            cells.forEach(cell -> settings.put("wlcro.connections." + cell.connection() + ".api-key", "wlcro_k" + cell.number()));
            try (PackUnderTest pack = new PackUnderTest(server.baseUrl(), settings)) {
                List<CompletableFuture<Exchange>> ends = cells.stream().map(cell -> pack.begin(cell.request().action(),
                        cell.request().fields(), Map.of(WlcroHeaders.CONNECTION, cell.connection()))).toList();
                for (Cell cell : cells) {
                    Exception failure = ends.get(cell.number()).get(60, TimeUnit.SECONDS).getException();
                    String outcome = table.outcome(cell.status(), cell.body(), cell.request());
                    long requests = server.requests().stream().filter(talk -> number(talk.head()) == cell.number()).count();
                    assertThat(outcome(failure, requests)).as("%s", cell).isEqualTo(outcome);
                    assertThat(pack.state(cell.connection()).inFlight()).isZero();
                }
            }
        }
    }

    private static String outcome(Exception failure, long requests) {
        if (failure == null) {
            return AnswerTable.DONE;
        }
        assertThat(failure).isInstanceOf(WlcroException.class);
        return AnswerTable.words(((WlcroException) failure).getError(), requests > 1);
    }

    private static int number(String head) {
        Matcher key = KEY.matcher(head);
        assertThat(key.find()).isTrue();
        return Integer.parseInt(key.group(1));
    }
}
