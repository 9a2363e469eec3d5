/** Logs by SLF4J what a client and its parts do. */
@NullMarked
package io.exportcomments.logging.slf4j;

import org.jspecify.annotations.NullMarked;
