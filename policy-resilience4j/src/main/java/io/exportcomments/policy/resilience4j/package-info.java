/**
 * Keeps a program inside its plan and over the service's bad minutes: retry, limits, circuit breaker, bulkhead and time
 * limit around every call.
 */
@NullMarked
package io.exportcomments.policy.resilience4j;

import org.jspecify.annotations.NullMarked;
