/** The mock's HTTP side: routes, answers, faults on the wire. */
@NullMarked
package io.exportcomments.mock.internal.http;

import org.jspecify.annotations.NullMarked;
