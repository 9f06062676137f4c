package com.whitelabelcro.camel.page;

import com.whitelabelcro.camel.ledger.RecordHistory.EndedRecords;
import java.util.List;

/** Bars that show how many records ended in each part of a period, as SVG. */
final class ThroughputChart {

    private static final int WIDTH = 600;
    private static final int HEIGHT = 90;

    private final String title;
    private final List<EndedRecords> parts;

    /** @param title what the picture shows */
    ThroughputChart(String title, List<EndedRecords> parts) {
        this.title = title;
        this.parts = parts;
    }

    @Override
    public String toString() {
        long done = parts.stream().mapToLong(EndedRecords::done).sum();
        long failed = parts.stream().mapToLong(EndedRecords::failed).sum();
        long most = Math.max(1, parts.stream().mapToLong(each -> each.done() + each.failed()).max().orElse(1));
        String label = title + ": " + done + " done, " + failed + " failed; the highest bar is " + most;
        StringBuilder svg = new StringBuilder("<figure><figcaption>" + Html.escape(label) + "</figcaption><svg role=\"img\" aria-label=\""
                + Html.escape(label) + "\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" preserveAspectRatio=\"none\">");
        double width = (double) WIDTH / parts.size();
        for (int i = 0; i < parts.size(); i++) {
            long upper = HEIGHT * parts.get(i).done() / most;
            long lower = HEIGHT * parts.get(i).failed() / most;
            bar(svg, "done", i * width, HEIGHT - upper, width, upper);
            bar(svg, "failed", i * width, HEIGHT - upper - lower, width, lower);
        }
        return svg.append("</svg></figure>").toString();
    }

    private static void bar(StringBuilder svg, String kind, double x, long y, double width, long height) {
        if (height > 0) {
            svg.append("<rect class=\"").append(kind).append("\" x=\"").append(Math.round(x * 10) / 10.0).append("\" y=\"").append(y)
                    .append("\" width=\"").append(Math.round(width * 8) / 10.0).append("\" height=\"").append(height).append("\"/>");
        }
    }
}
