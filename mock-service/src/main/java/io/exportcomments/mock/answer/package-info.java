/** The spellings in which the service's answers are known to come. */
@NullMarked
package io.exportcomments.mock.answer;

import org.jspecify.annotations.NullMarked;
