/** The mock service's realtime connection, from inside: its sockets, what is published, its faults. */
@NullMarked
package io.exportcomments.mock.realtime;

import org.jspecify.annotations.NullMarked;
