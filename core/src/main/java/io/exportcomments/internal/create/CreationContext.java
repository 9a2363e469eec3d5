package io.exportcomments.internal.create;

import io.exportcomments.internal.call.Calls;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.Timeouts;
import java.util.concurrent.Executor;

/**
 * What all creations of a client share.
 *
 * @param aside runs what a timer triggers, off the timekeeper's thread
 */
record CreationContext(Calls calls, Timekeeper time, Timeouts timeouts, Executor aside, CreationRegistry registry) {}
