package io.exportcomments.benchmarks;

/** A piece of work that is done again and again. */
@FunctionalInterface
interface Work {
    /** Does it once; what it gives is not null, so that none of it can be left out. */
    Object once() throws Exception;
}
