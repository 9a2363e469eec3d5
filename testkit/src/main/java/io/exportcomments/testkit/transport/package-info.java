/** The contract that every transport passes, and the server that plays the other side byte for byte. */
@NullMarked
package io.exportcomments.testkit.transport;

import org.jspecify.annotations.NullMarked;
