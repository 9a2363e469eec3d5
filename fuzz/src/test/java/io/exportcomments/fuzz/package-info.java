/** Inputs that a fuzzer makes, and what must hold whatever comes in. */
@NullMarked
package io.exportcomments.fuzz;

import org.jspecify.annotations.NullMarked;
