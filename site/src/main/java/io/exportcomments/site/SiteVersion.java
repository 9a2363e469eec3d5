package io.exportcomments.site;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** A version by its name; those that came later are greater, and a release is greater than its snapshots. */
record SiteVersion(String name) implements Comparable<SiteVersion> {
    private static final Pattern FORM = Pattern.compile("\\d+(\\.\\d+)*(-[\\w.-]+)?");

    SiteVersion {
        if (!isVersion(name)) {
            throw new IllegalArgumentException("no version: " + name);
        }
    }

    static boolean isVersion(String name) {
        return FORM.matcher(name).matches();
    }

    boolean isRelease() {
        return !name.contains("-");
    }

    @Override
    public int compareTo(SiteVersion other) {
        List<Integer> mine = numbers();
        List<Integer> theirs = other.numbers();
        for (int i = 0; i < Math.max(mine.size(), theirs.size()); i++) {
            int difference = Integer.compare(i < mine.size() ? mine.get(i) : 0, i < theirs.size() ? theirs.get(i) : 0);
            if (difference != 0) {
                return difference;
            }
        }
        return Comparator.comparing(SiteVersion::isRelease)
                .thenComparing(SiteVersion::name)
                .compare(this, other);
    }

    private List<Integer> numbers() {
        return Pattern.compile("\\.")
                .splitAsStream(name.replaceFirst("-.*", ""))
                .map(Integer::valueOf)
                .toList();
    }
}
