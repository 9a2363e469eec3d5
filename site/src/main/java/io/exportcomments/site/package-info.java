/** A static site of the documents and the javadoc. */
@NullMarked
package io.exportcomments.site;

import org.jspecify.annotations.NullMarked;
