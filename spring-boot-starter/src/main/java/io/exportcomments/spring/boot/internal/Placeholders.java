package io.exportcomments.spring.boot.internal;

/** What Spring leaves in a property's value where nothing fills it: then the name of a variable would be the secret. */
final class Placeholders {
    private Placeholders() {}

    static boolean isLeftIn(String value) {
        return value.contains("${");
    }
}
