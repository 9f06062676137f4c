package com.whitelabelcro.camel.cli;

import com.whitelabelcro.camel.action.Action;
import com.whitelabelcro.camel.app.ActionClient;
import com.whitelabelcro.camel.app.Configuration;
import com.whitelabelcro.camel.app.FileSeries;
import com.whitelabelcro.camel.app.ImportRunner;
import com.whitelabelcro.camel.app.PackTarget;
import com.whitelabelcro.camel.app.SentBefore;
import com.whitelabelcro.camel.config.LedgerConfig;
import com.whitelabelcro.camel.importer.FailedFile;
import com.whitelabelcro.camel.importer.ImportOptions;
import com.whitelabelcro.camel.importer.ImportOptions.DoubtfulPolicy;
import com.whitelabelcro.camel.importer.ImportSummary;
import com.whitelabelcro.camel.importer.Mapping;
import com.whitelabelcro.camel.importer.MappingFile;
import com.whitelabelcro.camel.importer.MappingRules;
import com.whitelabelcro.camel.importer.ReadOptions;
import com.whitelabelcro.camel.importer.RecordReader;
import com.whitelabelcro.camel.importer.StopReason;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        description = {
            "Send a file of records through one action, as fast as the rate limit allows.",
            "CSV, Excel (.xlsx) or JSON, of any size. The format of the file is detected and printed. Columns are matched with fields"
                    + " by name: first_name, First Name and firstName are the same."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wlcro import create-client contacts.csv --mapping hubspot --dry-run",
            "  wlcro import create-lead leads.csv --map \"E-mail Address=email\" --set external_id=list7_{Id}",
            "  wlcro import create-lead leads.csv.failed.jsonl",
            "",
            "The same command again continues a stopped import: it skips what was sent before, and says so.",
            "",
            "Give each record an external_id, so that a repeat after a lost answer creates no second record."
        })
final class ImportCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "ACTION", description = "What to do with each record, such as create-lead.")
    private String actionName;

    @Parameters(index = "1", paramLabel = "FILE|-", description = "The records; - reads them from the standard input.")
    private String file;

    @Option(names = "--map", paramLabel = "COLUMN=FIELD",
            description = "Fill a field from a column of another name; COLUMN= leaves the column out. Repeatable.")
    private List<String> maps = List.of();

    @Option(names = "--set", paramLabel = "FIELD=TEXT",
            description = "Fill a field with a text, in which {Column} stands for a column's content, and {Name|first},"
                    + " |last, |part:1, |digits, |lower, |e164:US for a part or form of it. Repeatable.")
    private List<String> sets = List.of();

    @Option(names = "--mapping", paramLabel = "NAME|FILE",
            description = "A ready mapping (hubspot, salesforce, pipedrive, zoho, gohighlevel, mailchimp, google, outlook,"
                    + " creditrepaircloud), a file of your own with lines such as \"map.Record ID = external_id\", or none."
                    + " Without it, a ready one is used if the file has its header.")
    private String mapping;

    @Option(names = "--encoding", paramLabel = "NAME",
            description = "The encoding of the file, such as windows-1251, if it is not detected correctly.")
    private String encoding;

    @Option(names = "--separator", paramLabel = "CHAR",
            description = "What separates cells: comma, semicolon, tab, pipe, or any character.")
    private String separator;

    @Option(names = "--quote", paramLabel = "CHAR",
            description = "What surrounds cells: double, single, none, or any character.")
    private String quote;

    @Option(names = "--skip-lines", paramLabel = "N", description = "How many lines come before the header.")
    private Integer skipLines;

    @Option(names = "--records", paramLabel = "POINTER",
            description = "Where the records are in a JSON document, such as /data/items, if they are not detected.")
    private String records;

    @Option(names = "--sheet", paramLabel = "NAME|N",
            description = "Which sheet of an Excel workbook to read, by name or number, if it is not the first one that fits.")
    private String sheet;

    @Option(names = "--doubtful", paramLabel = "fail|send|drop", defaultValue = "fail",
            description = "What to do with a row that has a value which is probably unintended, such as #REF! or NULL: fail"
                    + " (default), send it as it is, or drop that field.")
    private String doubtful;

    @Option(names = "--dry-run", description = "Check everything, send nothing. Needs no key.")
    private boolean dryRun;

    @Option(names = "--parallel", paramLabel = "N", defaultValue = "8",
            description = "How many records are in flight at once (default: ${DEFAULT-VALUE}).")
    private int parallel;

    @Option(names = "--after-line", paramLabel = "N", defaultValue = "0",
            description = "Leave out the rows up to this line, to continue where an import was stopped.")
    private long afterLine;

    @Option(names = "--new", description = "Start afresh: send notes and changes again that an earlier import of the file"
            + " has sent. (People are recognised in any case.)")
    private boolean afresh;

    @Option(names = "--force", description = "Send all records, even if they were sent before, including people and conflicts.")
    private boolean force;

    @Option(names = "--connection", paramLabel = "NAME", description = "The connection to use; default: the connection default.")
    private String connection;

    @Mixin
    private TargetOptions where;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ImportOptions options = new ImportOptions(parallel, dryRun, afterLine, DoubtfulPolicy.of(doubtful));
        MappingRules own = mapping == null || mapping.equals("none") ? MappingRules.none() : MappingFile.of(mapping);
        ReadOptions said = ReadOptions.of(encoding, separator, quote, skipLines, records, sheet);
        try (TargetOptions here = where;
                RecordReader reader = isPiped()
                        ? RecordReader.open(StandardStreams.in(), said) : RecordReader.open(Path.of(file), said)) {
            return dryRun ? dryRun(reader, own, options, here.configuration())
                    : realRun(reader, own, options, here.configuration());
        }
    }

    private int realRun(RecordReader reader, MappingRules own, ImportOptions options, Configuration configuration)
            throws Exception {
        try (ActionClient session = new ActionClient(configuration);
                SentBefore before = SentBefore.of(session.settings(), connection)) {
            return run(reader, own, options, session, before);
        }
    }

    /** Sends nothing, and therefore needs neither a key nor a ledger; it reads the ledger if there is one. */
    private int dryRun(RecordReader reader, MappingRules own, ImportOptions options, Configuration configuration)
            throws Exception {
        try (SentBefore before = SentBefore.of(configuration, connection);
                ActionClient session = new ActionClient(
                        configuration.withoutKeys().with(LedgerConfig.URL, LedgerConfig.MEMORY_URL))) {
            return run(reader, own, options, session, before);
        }
    }

    private int run(RecordReader reader, MappingRules own, ImportOptions options, ActionClient session, SentBefore before)
            throws Exception {
        Action action = session.action(actionName);
        session.mustHave(connection);
        PackTarget target = new PackTarget(session, action, connection, force, where.isSandbox(), before);
        FileSeries series = new FileSeries(
                session, action, connection, isPiped() ? Optional.empty() : Optional.of(Path.of(file)), afresh || force);
        ImportSummary summary = new ImportRunner(reader, mapping(action, own), target, series, before)
                .run(options, isPiped() ? FailedFile.inDirectory(Path.of("")) : FailedFile.beside(Path.of(file)),
                        spec.commandLine().getOut());
        return exit(summary);
    }

    private boolean isPiped() {
        return file.equals("-");
    }

    private Mapping mapping(Action action, MappingRules own) {
        Mapping explicit = Mapping.of(action, MappingRules.of(maps, sets), own);
        return mapping == null ? explicit.orReady(MappingFile.ready()) : explicit;
    }

    private static int exit(ImportSummary summary) {
        if (summary.clean()) {
            return 0;
        } else if (summary.stopped().isEmpty()) {
            return Wlcro.FAILED;
        }
        StopReason stop = summary.stopped().get();
        if (stop.cause() == StopReason.Cause.KEY_REFUSED) {
            return Wlcro.KEY_REFUSED;
        } else if (summary.sent() > 0) {
            return Wlcro.STOPPED;
        }
        return stop.isTheLedgers() ? Wlcro.USAGE : Wlcro.FAILED;
    }
}
