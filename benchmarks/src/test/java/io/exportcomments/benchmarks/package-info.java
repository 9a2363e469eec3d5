/** What the client costs, beside what a program would write without it. */
@org.jspecify.annotations.NullMarked
package io.exportcomments.benchmarks;
