/**
 * The realtime connection: the Centrifuge protocol's JSON form, its channels, its tokens, and who hears of which job.
 */
@NullMarked
package io.exportcomments.update.websocket.internal;

import org.jspecify.annotations.NullMarked;
