package io.exportcomments.job;

/** The two files that a finished job has. */
public enum ResultFormat {
    /** All rows as a JSON array. */
    JSON("json"),
    /** A spreadsheet. */
    XLSX("xlsx");

    private final String extension;

    ResultFormat(String extension) {
        this.extension = extension;
    }

    /** The usual ending of such a file's name, without a dot. */
    public String extension() {
        return extension;
    }
}
