/** What the mock knows of jobs: plans, the scripts they run by, how they are put there, and what is seen of them. */
@NullMarked
package io.exportcomments.mock.job;

import org.jspecify.annotations.NullMarked;
