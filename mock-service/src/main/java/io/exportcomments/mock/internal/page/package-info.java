/** The mock's live page: its files, what it reads, and what can be clicked on it. */
@NullMarked
package io.exportcomments.mock.internal.page;

import org.jspecify.annotations.NullMarked;
