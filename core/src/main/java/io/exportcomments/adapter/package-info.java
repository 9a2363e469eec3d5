/** What adapters and core build on alike: serial execution, timers, backoff, real time, and unwrapping of failures. */
@NullMarked
package io.exportcomments.adapter;

import org.jspecify.annotations.NullMarked;
