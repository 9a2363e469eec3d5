/** Durable bulk exports: thousands of URLs, each exported exactly once, whatever process dies at whatever moment. */
@NullMarked
package io.exportcomments.bulk;

import org.jspecify.annotations.NullMarked;
