/** Where the library writes what nobody can be told. */
@NullMarked
package io.exportcomments.internal.log;

import org.jspecify.annotations.NullMarked;
