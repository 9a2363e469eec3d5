package io.exportcomments.cli.internal.command;

import io.exportcomments.job.ResultFormat;
import io.exportcomments.result.JsonLines;
import io.exportcomments.result.RowFormat;
import io.exportcomments.result.csv.CsvFormat;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The files that can be asked for: the service's own, and tables that are made of its JSON. */
enum OutputFormat {
    /** The service's rows. */
    JSON("json"),
    /** The service's spreadsheet. */
    XLSX("xlsx"),
    /** A table made here. */
    CSV("csv"),
    /** A JSON object on each line, made here. */
    JSONL("jsonl");

    private final String extension;

    OutputFormat(String extension) {
        this.extension = extension;
    }

    /** The file's ending, and what the format is called. */
    String extension() {
        return extension;
    }

    /** The service's file; empty for a table. */
    Optional<ResultFormat> ofService() {
        return switch (this) {
            case JSON -> Optional.of(ResultFormat.JSON);
            case XLSX -> Optional.of(ResultFormat.XLSX);
            case CSV, JSONL -> Optional.empty();
        };
    }

    boolean isTable() {
        return ofService().isEmpty();
    }

    /**
     * How a table is written.
     *
     * @param nested whether nested replies stay where they are
     * @param spreadsheet whether it is for a spreadsheet
     */
    RowFormat rows(boolean nested, boolean spreadsheet) {
        if (this == JSONL) {
            return nested ? JsonLines.nested() : JsonLines.flat();
        }
        CsvFormat csv = nested ? CsvFormat.exact().withNestedReplies() : CsvFormat.exact();
        return spreadsheet ? csv.forSpreadsheets() : csv;
    }

    /** All of them, as they are typed. */
    static String names() {
        return Arrays.stream(values()).map(OutputFormat::extension).collect(Collectors.joining(", "));
    }
}
