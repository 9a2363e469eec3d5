/** Tests' own tools. */
package io.exportcomments.internal;
