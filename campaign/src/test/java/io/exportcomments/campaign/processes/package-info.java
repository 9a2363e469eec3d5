/**
 * The campaign over real processes: a client, the service and a proxy between them, each of which may break, stop or
 * be killed at any moment, and a checker of what the service wrote down and the listeners told.
 */
@NullMarked
package io.exportcomments.campaign.processes;

import org.jspecify.annotations.NullMarked;
