/** Calls that go on in steps, and listeners whose failures harm nothing. */
@NullMarked
package io.exportcomments.policy.resilience4j.internal.call;

import org.jspecify.annotations.NullMarked;
