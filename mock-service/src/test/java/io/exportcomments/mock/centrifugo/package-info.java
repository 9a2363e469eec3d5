/** Centrifugo's own clients, unchanged, against the mock. */
@NullMarked
package io.exportcomments.mock.centrifugo;

import org.jspecify.annotations.NullMarked;
