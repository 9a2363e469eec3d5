/** Faults that the mock service commits on demand. */
@NullMarked
package io.exportcomments.mock.fault;

import org.jspecify.annotations.NullMarked;
