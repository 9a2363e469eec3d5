package io.exportcomments.result.csv.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns so far, in the order in which their fields first came. For one thread at a time. */
final class ColumnNames {
    /** Not a column: there are too many. */
    static final int NONE = -1;

    private static final int MOST = 1000;

    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private int guess;

    int count() {
        return names.size();
    }

    List<String> names() {
        return names;
    }

    /** A new row begins. */
    void restart() {
        guess = 0;
    }

    /** The place of a field's column, which it gets if it has none; {@link #NONE} if there are too many. */
    int place(String name) {
        // Rows of one result have their fields in one order, nearly always.
        if (guess < Math.min(names.size(), MOST) && names.get(guess).equals(name)) {
            return guess++;
        }
        Integer known = places.get(name);
        if (known != null) {
            guess = known + 1;
            return known;
        }
        if (names.size() >= MOST) {
            return NONE;
        }
        guess = names.size() + 1;
        places.put(name, names.size());
        return add(name);
    }

    /** Adds a column beyond the bound, for all fields that have none; one of this name is no other than these. */
    int addOfOthers(String name) {
        return add(name);
    }

    private int add(String name) {
        names.add(name);
        return names.size() - 1;
    }

    boolean has(String name) {
        return places.containsKey(name);
    }
}
