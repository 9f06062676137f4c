package com.whitelabelcro.camel.operations;

import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.FailedRecord;
import com.whitelabelcro.camel.ledger.LedgerFigures;
import com.whitelabelcro.camel.ledger.QueueForecast;
import com.whitelabelcro.camel.model.LedgerException;
import com.whitelabelcro.camel.ratelimit.ConnectionSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;

/**
 * Camel's developer console {@code wlcro}: the connections, the queue, the ledger and the last failures. Camel finds it by its
 * service file and creates one for each context. It shows no body of a record.
 */
@DevConsole(name = "wlcro", displayName = "WhiteLabelCRO", description = "Connections, queue and failed records of the WhiteLabelCRO pack")
public final class PackDevConsole extends AbstractDevConsole {

    public PackDevConsole() {
        super("wlcro", "wlcro", "WhiteLabelCRO", "Connections, queue and failed records of the WhiteLabelCRO pack");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        PackMonitor monitor = monitor();
        return monitor == null ? "" : monitor.status();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        PackMonitor monitor = monitor();
        Map<String, Object> root = new LinkedHashMap<>();
        if (monitor != null) {
            List<Map<String, Object>> connections = new ArrayList<>();
            monitor.connections().forEach(name -> monitor.state(name)
                    .ifPresent(state -> connections.add(connection(monitor, name, state))));
            root.put("connections", connections);
            root.put("queue", queue(monitor));
            root.put("ledger", ledger(monitor));
        }
        return root;
    }

    /** Null if the pack is not in this context. */
    private PackMonitor monitor() {
        return getCamelContext().hasService(PackMonitor.class);
    }

    private static Map<String, Object> connection(PackMonitor monitor, String name, ConnectionSnapshot state) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("state", state.state().name());
        json.put("permitsUsed", state.used());
        json.put("permitsLimit", state.limit());
        json.put("requestsActive", state.inFlight());
        json.put("callersWaiting", state.waiting());
        if (!state.why().isEmpty()) {
            json.put("reason", state.why());
        }
        monitor.openUntil(state).ifPresent(time -> json.put("until", time.toString()));
        return json;
    }

    /** Empty also if the ledger cannot be read, which the section of the ledger reports. */
    private static List<Map<String, Object>> queue(PackMonitor monitor) {
        try {
            return monitor.queueNow().stream().map(PackDevConsole::line).toList();
        } catch (LedgerException e) {
            return List.of();
        }
    }

    private static Map<String, Object> line(QueueForecast line) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("connection", line.length().line().connection());
        json.put("queued", line.length().records());
        json.put("oldestSeconds", line.length().oldest().toSeconds());
        line.eta().ifPresent(time -> json.put("etaSeconds", time.toSeconds()));
        if (!line.why().isEmpty()) {
            json.put("waits", line.why());
        }
        return json;
    }

    private static Map<String, Object> ledger(PackMonitor monitor) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("place", monitor.getLedger());
        json.put("writable", monitor.isLedgerWritable());
        monitor.ledgerFailure().ifPresent(failure -> json.put("reason", failure.getMessage()));
        try {
            LedgerFigures figures = monitor.ledgerFigures();
            json.put("failed", figures.listed(EntryState.FAILED));
            json.put("unknown", figures.listed(EntryState.UNKNOWN));
            json.put("lastFailed", monitor.lastFailed(StatusText.LAST).stream().map(PackDevConsole::failed).toList());
        } catch (LedgerException e) {
            json.put("error", e.getMessage());
        }
        return json;
    }

    private static Map<String, Object> failed(FailedRecord record) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("entry", record.id().toString());
        json.put("state", record.state().stored());
        json.put("failed", record.failed().toString());
        json.put("action", record.action());
        json.put("connection", record.connection());
        json.put("error", record.failure().kind());
        json.put("reason", record.failure().reason());
        json.put("attempts", record.attempts());
        return json;
    }
}
