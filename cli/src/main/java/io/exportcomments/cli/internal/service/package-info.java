/** Where the command's service is: the real one by a client, or a mock of its own. */
@NullMarked
package io.exportcomments.cli.internal.service;

import org.jspecify.annotations.NullMarked;
