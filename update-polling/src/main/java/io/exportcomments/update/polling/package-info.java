/** The update source that asks for the state of jobs through the REST API. */
@NullMarked
package io.exportcomments.update.polling;

import org.jspecify.annotations.NullMarked;
