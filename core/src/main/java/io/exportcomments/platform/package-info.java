/** The platforms that the service exports from, as far as its own command line names them. */
@NullMarked
package io.exportcomments.platform;

import org.jspecify.annotations.NullMarked;
