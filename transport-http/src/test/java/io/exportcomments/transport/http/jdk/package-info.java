/** A transport on the JDK's client: the proof that all that a transport needs is a small sender. */
@NullMarked
package io.exportcomments.transport.http.jdk;

import org.jspecify.annotations.NullMarked;
