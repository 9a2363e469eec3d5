@NullMarked
package io.exportcomments.transport.retrofit;

import org.jspecify.annotations.NullMarked;
