/**
 * The campaign: thousands of schedules of jobs, listeners and faults in virtual time, each made of one seed, and a
 * checker of what the service's journal and the listeners have to say.
 */
@NullMarked
package io.exportcomments.campaign;

import org.jspecify.annotations.NullMarked;
