package io.exportcomments.examples.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a browser is sent.
 *
 * @param whole whether these are all jobs, so that others are no more
 * @param loaded whether the account's list was read since the start
 * @param trouble why the list can't be read at the moment, if it can't
 * @param jobs those that changed, or all, oldest first
 */
record BoardChange(boolean whole, boolean loaded, @Nullable String trouble, List<JobView> jobs) {}
