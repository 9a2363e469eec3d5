package io.exportcomments.result.csv.internal;

/** Cells that a spreadsheet leaves as they are. */
final class SpreadsheetText {
    /** A spreadsheet's numbers have 15 digits. */
    private static final int EXACT_DIGITS = 15;

    private SpreadsheetText() {}

    /** A text, which must not become a formula or another number. */
    static String ofText(String text) {
        return startsFormula(text) || isRounded(text) ? "'" + text : text;
    }

    /** A number, which must keep its digits. */
    static String ofNumber(String number) {
        return isRounded(number) ? "'" + number : number;
    }

    private static boolean startsFormula(String text) {
        return !text.isEmpty()
                && switch (text.charAt(0)) {
                    case '=', '+', '-', '@', '\t', '\r', '\n' -> true;
                    default -> false;
                };
    }

    private static boolean isRounded(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        int digits = text.length() - from;
        boolean loses = digits > EXACT_DIGITS || (digits > 1 && text.charAt(from) == '0');
        return loses && text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
    }
}
