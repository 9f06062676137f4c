package com.whitelabelcro.camel.importer;

import com.whitelabelcro.camel.importer.ImportSummary.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** The result of an import as lines of text; all numbers are those of the {@link ImportSummary}. */
final class SummaryText {

    private final ImportSummary summary;
    private final boolean recognises;
    private final StringBuilder text = new StringBuilder();

    private SummaryText(ImportSummary summary, boolean recognises) {
        this.summary = summary;
        this.recognises = recognises;
    }

    /** @param recognises whether what was sent is recognised if the same is imported again */
    static String of(ImportSummary summary, boolean recognises) {
        SummaryText made = new SummaryText(summary, recognises);
        made.problems();
        made.counts();
        made.whereTheyAre();
        made.next();
        return made.text.toString();
    }

    private void problems() {
        list(summary.before(), summary.sentBefore(), " more sent before");
        list(summary.problems(), summary.failed() + summary.unknown() + summary.broken(), " more");
        if (!summary.ignored().isEmpty()) {
            line("Ignored as well: " + Printable.of(String.join(", ", summary.ignored())));
        }
        summary.stopped().ifPresent(stop -> line("Stopped: " + Printable.of(stop.reason())));
    }

    private void counts() {
        if (summary.read() == 0 && summary.leftOut() > 0 && summary.stopped().isEmpty()) {
            line("No row comes after the line that --after-line names: the input has " + summary.leftOut()
                    + (summary.leftOut() == 1 ? " row" : " rows") + ", and the last one begins in line " + summary.lastLeftOut());
        }
        text.append(summary.read()).append(summary.read() == 1 ? " row: " : " rows: ")
                .append(summary.done()).append(summary.dryRun() ? " valid" : " done");
        count(summary.sentBefore(), "sent before");
        count(summary.failed(), summary.dryRun() ? "invalid" : "failed");
        count(summary.unknown(), "of unknown outcome");
        count(summary.broken(), "unreadable");
        count(summary.notSent(), "not sent");
        line(", in " + ProgressText.of(summary.elapsed()));
    }

    private void whereTheyAre() {
        summary.failedFile().ifPresent(file -> line("To be corrected and imported again: " + Printable.of(file.toString())));
        if (summary.notKept() > 0) {
            String lines = summary.firstNotKept().stream().map(String::valueOf).collect(Collectors.joining(", "));
            line("Not in that file, which could not be written: " + summary.notKept() + " of them (lines " + lines
                    + (summary.notKept() > summary.firstNotKept().size() ? ", ..." : "") + ")");
        }
        if (summary.listed() > 0 && !summary.isForgotten()) {
            line("In the list of wlcro failed list, too: " + summary.listed() + " of them");
        }
        if (summary.unknown() > 0) {
            line("Look up those of unknown outcome before you send them again: there could be a second record"
                    + (summary.listed() > 0 && !summary.isForgotten()
                    ? "; one that is there is settled by wlcro failed discard --applied NUMBER" : ""));
        }
        summary.resumeAfter().ifPresent(after -> line("The rows after line " + after + " were not sent"));
    }

    /** How to go on; says nothing that is not true. */
    private void next() {
        if (summary.dryRun() || summary.stopped().isEmpty()) {
            return;
        } else if (summary.isForgotten()) {
            line(summary.sent() == 0 ? "Nothing was sent by this import; what earlier ones have sent, the ledger does not remember"
                    : "What this import has sent is not remembered. Do NOT give the same command again, which would send it"
                            + " once more: " + instead());
        } else if (summary.notSent() > 0 && isUntouched()) {
            line("Nothing was sent: the whole input can be imported again");
        } else if (summary.notSent() > 0 || summary.stopped().get().isTheLedgers()) {
            line(recognises ? "The same command again sends only what is not done"
                    : "The same command again would send what is done, too; " + instead());
        }
    }

    private boolean isUntouched() {
        return summary.done() + summary.sentBefore() + summary.failed() + summary.unknown() == 0;
    }

    private String instead() {
        String file = summary.failedFile().isPresent() ? "import that file instead" : "";
        String rest = summary.resumeAfter().isPresent() ? "the rows after that line (--after-line)" : "";
        if (file.isEmpty()) {
            return rest.isEmpty() ? "all rows were sent" : "import " + rest + " instead";
        }
        return rest.isEmpty() ? file : file + ", and " + rest;
    }

    private void list(List<Problem> first, long all, String more) {
        first.forEach(each -> line("line " + each.line() + ": " + Printable.of(each.text())));
        if (all > first.size()) {
            line("... and " + (all - first.size()) + more);
        }
    }

    private void count(long count, String what) {
        if (count > 0) {
            text.append(", ").append(count).append(' ').append(what);
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
