/** The ports: what adapters implement, and what core hands to them. */
@NullMarked
package io.exportcomments.port;

import org.jspecify.annotations.NullMarked;
