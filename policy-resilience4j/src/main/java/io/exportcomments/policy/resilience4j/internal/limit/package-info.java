/** The limits of a plan: who may go when. */
@NullMarked
package io.exportcomments.policy.resilience4j.internal.limit;

import org.jspecify.annotations.NullMarked;
