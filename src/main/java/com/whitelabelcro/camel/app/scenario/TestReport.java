package com.whitelabelcro.camel.app.scenario;

import com.whitelabelcro.camel.sandbox.SandboxRequest;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Tells people how tests ended: a line each, and of those that failed what was expected, what was there, and where. */
final class TestReport {

    private static final int LONGEST_BODY = 500;

    private final PrintWriter out;
    private int passed;
    private int failed;

    TestReport(PrintWriter out) {
        this.out = out;
    }

    void file(Path file) {
        out.println(file);
    }

    void add(TestResult result) {
        if (result.passed()) {
            passed++;
            out.println("  ok      " + result.test().name());
        } else {
            failed++;
            out.println("  FAILED  " + result.test().name());
            result.problems().forEach(problem -> out.println("          " + problem));
            out.println(result.requests().isEmpty() ? "          The API received nothing."
                    : "          The API received:");
            result.requests().forEach(request -> out.println("            " + told(request)));
        }
        out.flush();
    }

    private static String told(SandboxRequest request) {
        String end = request.fault() != null ? request.fault() : String.valueOf(request.status());
        String body = request.body() == null ? "" : " " + request.body().replaceAll("[\\p{Cntrl}]+", " ");
        return request.seq() + ". " + request.method() + " " + request.path()
                + (body.length() <= LONGEST_BODY ? body : body.substring(0, LONGEST_BODY) + "...") + " -> " + end;
    }

    /** The last line. */
    void end() {
        out.println(passed + " passed, " + failed + " failed");
        out.flush();
    }

    boolean clean() {
        return failed == 0;
    }
}
