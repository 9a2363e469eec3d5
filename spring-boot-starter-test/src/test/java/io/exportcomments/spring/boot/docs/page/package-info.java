/** What the page on Spring shows. */
@NullMarked
package io.exportcomments.spring.boot.docs.page;

import org.jspecify.annotations.NullMarked;
