package io.exportcomments.mock.internal.results;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a workbook with one sheet, row by row (ECMA-376). How many rows there are is said in advance, so that the
 * sheet's dimension is right: readers that stream believe it.
 */
final class XlsxWriter {

    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private static final Map<String, String> FRAME = Map.of(
            "[Content_Types].xml",
            "<Types xmlns=\"" + PACKAGE + "content-types\"><Default Extension=\"rels\" "
                    + "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                    + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                    + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" + TYPE + "sheet.main+xml\"/>"
                    + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" + TYPE
                    + "worksheet+xml\"/></Types>",
            "_rels/.rels",
            relationship("officeDocument", "xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels",
            relationship("worksheet", "worksheets/sheet1.xml"),
            "xl/workbook.xml",
            "<workbook xmlns=\"" + SHEET + "\" xmlns:r=\"" + DOCUMENT
                    + "\"><sheets><sheet name=\"Comments\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");

    /** Spreadsheets round what has more than 15 digits, so it is a text. */
    private static final long LARGEST_EXACT = 999_999_999_999_999L;

    private final ZipOutputStream zip;
    private final Writer out;
    private int row;

    private XlsxWriter(OutputStream out) {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        this.out = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8));
    }

    /** Writes a row of titles, and then the rows. */
    static void write(List<String> titles, int rows, Rows source, OutputStream out) throws IOException {
        XlsxWriter workbook = new XlsxWriter(out);
        for (String name : FRAME.keySet().stream().sorted().toList()) {
            workbook.part(name, XML + FRAME.get(name));
        }
        workbook.open("xl/worksheets/sheet1.xml");
        workbook.out.write(XML + "<worksheet xmlns=\"" + SHEET + "\"><dimension ref=\"A1:" + column(titles.size() - 1)
                + (rows + 1) + "\"/><sheetData>");
        workbook.row(titles);
        for (int i = 0; i < rows; i++) {
            workbook.row(source.row(i));
        }
        workbook.out.write("</sheetData></worksheet>");
        workbook.out.flush();
        workbook.zip.closeEntry();
        workbook.zip.finish();
    }

    /** The cells of each row: numbers, texts and null. */
    interface Rows {
        List<? extends @Nullable Object> row(int row);
    }

    private static String relationship(String type, String target) {
        return "<Relationships xmlns=\"" + PACKAGE + "relationships\"><Relationship Id=\"rId1\" Type=\"" + DOCUMENT
                + "/" + type + "\" Target=\"" + target + "\"/></Relationships>";
    }

    private void part(String name, String text) throws IOException {
        open(name);
        out.write(text);
        out.flush();
        zip.closeEntry();
    }

    private void open(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(ENTRY_TIME);
        zip.putNextEntry(entry);
    }

    private void row(List<? extends @Nullable Object> cells) throws IOException {
        row++;
        out.write("<row r=\"" + row + "\">");
        for (int i = 0; i < cells.size(); i++) {
            Object cell = cells.get(i);
            if (cell != null) {
                cell(column(i) + row, cell);
            }
        }
        out.write("</row>");
    }

    private void cell(String place, Object value) throws IOException {
        if (value instanceof Number number && Math.abs(number.longValue()) <= LARGEST_EXACT) {
            out.write("<c r=\"" + place + "\"><v>" + value + "</v></c>");
        } else {
            out.write("<c r=\"" + place + "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
                    + escaped(CellText.of(value.toString())) + "</t></is></c>");
        }
    }

    /** A to Z; the files have fewer columns. */
    private static String column(int index) {
        return Character.toString('A' + index);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
