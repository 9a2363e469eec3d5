/** What the mock's pushing parts have in common: things to do at times, and a given number of times. */
@NullMarked
package io.exportcomments.mock.internal.schedule;

import org.jspecify.annotations.NullMarked;
