/** Reads the account's jobs page by page, as far as needed. */
@NullMarked
package io.exportcomments.internal.list;

import org.jspecify.annotations.NullMarked;
