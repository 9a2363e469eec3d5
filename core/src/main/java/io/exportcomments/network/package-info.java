/** How a client gets through the network that it is in: begin at {@link io.exportcomments.network.NetworkSettings}. */
@NullMarked
package io.exportcomments.network;

import org.jspecify.annotations.NullMarked;
