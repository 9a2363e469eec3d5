package io.exportcomments.mock.internal.results;

import java.util.regex.Pattern;

/**
 * Text as a cell of a workbook holds it: at most 32,767 characters, and what XML cannot hold written as
 * {@code _xHHHH_}, which spreadsheet programs read back (ECMA-376, ST_Xstring).
 */
final class CellText {

    private static final int MAX = 32_767;
    private static final Pattern LOOKS_ESCAPED = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

    private CellText() {}

    static String of(String text) {
        String cut = cut(text);
        String plain = cut.indexOf("_x") < 0 ? cut : LOOKS_ESCAPED.matcher(cut).replaceAll("_x005F_");
        return plain.chars().anyMatch(CellText::unfitForXml) ? escaped(plain) : plain;
    }

    private static String cut(String text) {
        if (text.length() <= MAX) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(MAX - 1)) ? MAX - 1 : MAX);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.chars().forEach(c -> {
            if (unfitForXml(c)) {
                escaped.append("_x%04X_".formatted(c));
            } else {
                escaped.append((char) c);
            }
        });
        return escaped.toString();
    }

    /** A carriage return is fit, but a parser turns it into a line feed. */
    private static boolean unfitForXml(int c) {
        return (c < ' ' && c != '\t' && c != '\n') || c == 0xFFFE || c == 0xFFFF;
    }
}
