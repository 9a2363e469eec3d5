package io.exportcomments.result.csv;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads CSV back. */
final class Tables {
    private Tables() {}

    static List<List<String>> read(Path csv) throws IOException {
        List<List<String>> records = new ArrayList<>();
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder().skipEmptyLines(false).detectBomHeader(true).ofCsvRecord(csv)) {
            reader.forEach(record -> records.add(List.copyOf(record.getFields())));
        }
        return records;
    }
}
