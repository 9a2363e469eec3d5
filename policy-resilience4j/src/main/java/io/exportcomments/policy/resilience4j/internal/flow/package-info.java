/** Futures that end what goes on for them, and the time that parts wait by. */
@NullMarked
package io.exportcomments.policy.resilience4j.internal.flow;

import org.jspecify.annotations.NullMarked;
