/** Results as CSV, by FastCSV. */
module io.exportcomments.result.csv {
    requires transitive io.exportcomments.core;
    requires de.siegmar.fastcsv;
    requires static org.jspecify;

    exports io.exportcomments.result.csv;
}
