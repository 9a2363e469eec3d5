/**
 * A Spring Boot program with a page of live progress bars: begin at {@link
 * io.exportcomments.examples.spring.DashboardApplication}.
 */
@NullMarked
package io.exportcomments.examples.spring;

import org.jspecify.annotations.NullMarked;
