/** What adapters and core build on alike: serial execution, timers, backoff, real time, failures, and texts. */
@NullMarked
package io.exportcomments.adapter;

import org.jspecify.annotations.NullMarked;
