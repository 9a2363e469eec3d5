/** The job engine: the course of every job as a function of time, and the plan's limits. */
@NullMarked
package io.exportcomments.mock.internal.jobs;

import org.jspecify.annotations.NullMarked;
