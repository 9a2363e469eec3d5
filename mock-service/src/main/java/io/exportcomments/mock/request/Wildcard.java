package io.exportcomments.mock.request;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A text in which {@code *} stands for any characters, and everything else for itself. Immutable. */
public final class Wildcard implements Predicate<String> {

    private final Pattern pattern;

    /** A wildcard from its text. */
    public Wildcard(String text) {
        String regex = Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        this.pattern = Pattern.compile(regex, Pattern.DOTALL);
    }

    @Override
    public boolean test(String candidate) {
        return pattern.matcher(candidate).matches();
    }
}
