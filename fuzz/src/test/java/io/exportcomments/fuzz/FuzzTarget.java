package io.exportcomments.fuzz;

/** What takes inputs from outside, and the promises that it must keep whatever they are. */
interface FuzzTarget {
    /**
     * Hands it an input.
     *
     * @return whether the input was accepted as well-formed
     * @throws AssertionError if a promise was broken
     * @throws Exception none: whatever is documented was caught
     */
    boolean take(byte[] input) throws Exception;

    /** The secret that it keeps. */
    default String secret() {
        return Secrets.TOKEN;
    }
}
