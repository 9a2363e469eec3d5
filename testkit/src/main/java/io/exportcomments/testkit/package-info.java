@NullMarked
package io.exportcomments.testkit;

import org.jspecify.annotations.NullMarked;
