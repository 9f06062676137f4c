package com.whitelabelcro.camel.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Slow;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

@Slow
class LargeImportTest {

    /** The rows are generated while they are read; a file with them would have about 100 MB. */
    @Test
    void aDryRunOfAMillionRowsCountsThemAll() throws Exception {
        Mapping mapping = Mapping.of(TestActions.CREATE_LEAD, MappingRules.none(), MappingFile.of("hubspot"));
        ImportSummary summary = new ImportRun(RecordReader.open(new GeneratedRows(1_000_000)), mapping,
                FakeTarget.accepting(TestActions.CREATE_LEAD), ImportOptions.defaults().asDryRun(),
                FailedFile.inDirectory(Path.of("target")), InstantSource.system()).run("");
        assertThat(summary.read()).isEqualTo(1_000_000);
        assertThat(summary.done()).isEqualTo(1_000_000);
    }

    private static final class GeneratedRows extends InputStream {

        private final int rows;
        private int row;
        private byte[] line = "Record ID,First Name,Last Name,Email,Phone Number,City,State/Region,Postal Code,Notes\n"
                .getBytes(StandardCharsets.UTF_8);
        private int position;

        private GeneratedRows(int rows) {
            this.rows = rows;
        }

        @Override
        public int read() {
            if (position == line.length && !next()) {
                return -1;
            }
            return line[position++] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (position == line.length && !next()) {
                return -1;
            }
            int count = Math.min(length, line.length - position);
            System.arraycopy(line, position, into, offset, count);
            position += count;
            return count;
        }

        private boolean next() {
            if (row == rows) {
                return false;
            }
            row++;
            line = (row + ",Änne,Example,person" + row
                    + "@example.com,+1 555-0100,\"Springfield, Old Town\",IL,01234,x\n")
                    .getBytes(StandardCharsets.UTF_8);
            position = 0;
            return true;
        }
    }
}
