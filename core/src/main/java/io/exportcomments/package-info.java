@NullMarked
package io.exportcomments;

import org.jspecify.annotations.NullMarked;
