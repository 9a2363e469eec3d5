/** Workers of bulk exports and the mock service in one virtual time, in which everything goes wrong by the seed. */
@NullMarked
package io.exportcomments.bulk.jdbc.simulation;

import org.jspecify.annotations.NullMarked;
