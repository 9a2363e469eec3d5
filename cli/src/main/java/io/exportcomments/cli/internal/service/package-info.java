/** The connection to the service, or to a mock in this process. */
@NullMarked
package io.exportcomments.cli.internal.service;

import org.jspecify.annotations.NullMarked;
