package com.whitelabelcro.camel.bench;

import com.whitelabelcro.camel.app.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code wlcro run --gateway} in a separate process, with the JVM options of {@code bin/wlcro}. */
public final class GatewayProcess implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("the gateway \\(http://127\\.0\\.0\\.1:(\\d+)\\)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private final Child child;
    private final int port;

    private GatewayProcess(Child child, int port) {
        this.child = child;
        this.port = port;
    }

    /**
     * Starts the gateway and waits until it serves requests.
     *
     * @param folder its working directory; its ledger is in the subfolder {@code home} unless a property says otherwise
     * @param properties its {@code application.properties}
     * @param options further options of the JVM, such as {@code -Xmx128m}
     */
    public static GatewayProcess start(Path folder, Map<String, String> properties, String... options) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("application.properties"), properties.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue() + "\n").sorted().collect(Collectors.joining()));
        List<String> all = new ArrayList<>(List.of("-Dcamel.server.port=0", "-Dcamel.management.port=0", "-Xms16m",
                "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20"));
        all.addAll(List.of(options));
        Child child = Child.start(folder, Map.of(), all, "run", "--gateway");
        child.says("Ctrl-C ends it");
        Matcher address = ADDRESS.matcher(child.out());
        if (!address.find()) {
            String streams = child.out() + child.err();
            child.close();
            throw new IOException("It does not serve: " + streams);
        }
        return new GatewayProcess(child, Integer.parseInt(address.group(1)));
    }

    public Child child() {
        return child;
    }

    public int port() {
        return port;
    }

    /** How many threads the operating system counts. */
    public long threads() {
        try (Stream<Path> tasks = Files.list(proc("task"))) {
            return tasks.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of threads by name, including those of the JVM; digits in the names are removed. */
    public Map<String, Long> threadNames() throws IOException, InterruptedException {
        return jcmd("Thread.print").lines().filter(line -> line.startsWith("\""))
                .map(line -> line.substring(1, line.indexOf('"', 1)).replaceAll("\\d+", "N"))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }

    /** The resident memory in MB. */
    public long resident() {
        try {
            return number(RESIDENT, Files.readString(proc("status"))) / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The used heap after a garbage collection, in MB. */
    public long heap() throws IOException, InterruptedException {
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        long kilobytes = 0;
        // The young and the old generation; metaspace, which follows, is not heap.
        for (int i = 0; i < 2 && used.find(); i++) {
            kilobytes += Long.parseLong(used.group(1));
        }
        return kilobytes / 1024;
    }

    /** The processor time that it has used, in milliseconds. */
    public long processorTime() {
        return ProcessHandle.of(child.pid()).flatMap(each -> each.info().totalCpuDuration()).orElseThrow().toMillis();
    }

    private Path proc(String name) {
        return Path.of("/proc", String.valueOf(child.pid()), name);
    }

    private static long number(Pattern pattern, String text) {
        Matcher number = pattern.matcher(text);
        if (!number.find()) {
            throw new IllegalStateException(text);
        }
        return Long.parseLong(number.group(1));
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(child.pid()), command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }

    @Override
    public void close() {
        child.close();
    }
}
