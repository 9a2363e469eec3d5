@NullMarked
package io.exportcomments.cli;

import org.jspecify.annotations.NullMarked;
