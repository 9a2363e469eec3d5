package io.exportcomments.cli.internal.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a person sees of what was printed: a terminal that knows the few orders which the command gives. */
final class Screen {
    private static final Pattern ORDER = Pattern.compile("\u001b\\[(\\d*)([AJKm])");

    private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;

    static List<String> of(String printed) {
        Screen screen = new Screen();
        screen.print(printed);
        return screen.rows.stream().map(text -> text.toString().stripTrailing()).toList();
    }

    private void print(String text) {
        Matcher order = ORDER.matcher(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r') {
                column = 0;
            } else if (c == '\n') {
                column = 0;
                down();
            } else if (c == '\u001b') {
                if (!order.find(i) || order.start() != i) {
                    throw new AssertionError("an order that no terminal was told to expect: " + text.substring(i));
                }
                obey(order.group(2).charAt(0), order.group(1));
                i = order.end() - 1;
            } else {
                put(c);
            }
        }
    }

    private void down() {
        row++;
        if (row == rows.size()) {
            rows.add(new StringBuilder());
        }
    }

    private void obey(char order, String number) {
        if (order == 'A') {
            row = Math.max(0, row - Integer.parseInt(number));
        } else if (order != 'm') {
            rows.get(row).setLength(Math.min(column, rows.get(row).length()));
        }
        if (order == 'J') {
            rows.subList(row + 1, rows.size()).clear();
        }
    }

    private void put(char c) {
        StringBuilder line = rows.get(row);
        while (line.length() <= column) {
            line.append(' ');
        }
        line.setCharAt(column, c);
        column++;
    }
}
