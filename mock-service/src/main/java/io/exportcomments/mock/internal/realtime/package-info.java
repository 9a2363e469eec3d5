/** The Centrifuge client protocol from the server's side: sessions, channels with history, tokens, both framings. */
@NullMarked
package io.exportcomments.mock.internal.realtime;

import org.jspecify.annotations.NullMarked;
