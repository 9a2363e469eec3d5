@NullMarked
package io.exportcomments.mock;

import org.jspecify.annotations.NullMarked;
