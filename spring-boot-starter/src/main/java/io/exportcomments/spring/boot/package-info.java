/** The client in a Spring Boot program: its auto-configuration, properties and customizers. */
@NullMarked
package io.exportcomments.spring.boot;

import org.jspecify.annotations.NullMarked;
