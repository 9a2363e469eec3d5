package io.exportcomments.codec.moshi.internal;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of the fields of rows, which are the same in each: those of the first objects are found in the bytes
 * afterwards, and no new text is made of them. Not thread-safe.
 */
final class RepeatedNames {
    private static final int MOST = 128;
    private static final int LONGEST = 64;
    /** How many names have to be new before they are looked for: the search is made anew for it. */
    private static final int AT_ONCE = 8;

    private static final int START = 0;

    private final Set<String> known = new HashSet<>();
    private final List<String> fresh = new ArrayList<>();
    /** The names, from 1, and what finds one of them alone: the one that followed last time is looked for first. */
    private String[] names = {""};

    private JsonReader.Options[] single = {};
    private JsonReader.Options all = JsonReader.Options.of();
    private int[] following = {START};
    private int last = START;

    /** The name that comes next. */
    String next(JsonReader reader) throws IOException {
        int expected = following[last];
        if (expected != START && reader.selectName(single[expected]) == 0) {
            last = expected;
            return names[expected];
        }
        int index = reader.selectName(all) + 1;
        if (index != START) {
            following[last] = index;
            last = index;
            return names[index];
        }
        String name = reader.nextName();
        if (known.size() < MOST && name.length() <= LONGEST && isWhole(name) && known.add(name)) {
            fresh.add(name);
        }
        return name;
    }

    /** Half a character can't be looked for in bytes: it would be found where there is a question mark. */
    private static boolean isWhole(String name) {
        return name.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** A row is read: its names are looked for from now on. */
    void endOfRow() {
        last = START;
        boolean many = fresh.size() >= AT_ONCE || known.size() == MOST;
        if (!fresh.isEmpty() && (names.length == 1 || many)) {
            fresh.clear();
            learn(known.toArray(String[]::new));
        }
    }

    private void learn(String[] learned) {
        int count = learned.length;
        names = new String[count + 1];
        single = new JsonReader.Options[count + 1];
        names[START] = "";
        single[START] = JsonReader.Options.of();
        for (int i = 1; i <= count; i++) {
            names[i] = learned[i - 1];
            single[i] = JsonReader.Options.of(names[i]);
        }
        all = JsonReader.Options.of(learned);
        following = new int[count + 1];
    }
}
