/** One webhook delivery: its signature, who handles it, where it is kept until then, and the answer to it. */
@NullMarked
package io.exportcomments.update.webhook.delivery;

import org.jspecify.annotations.NullMarked;
