@NullMarked
package io.exportcomments.update.polling;

import org.jspecify.annotations.NullMarked;
