/** What one request asks of the mock service. */
@NullMarked
package io.exportcomments.mock.request;

import org.jspecify.annotations.NullMarked;
