/** Connections, with clients that are simulated under the real dispatcher. */
@NullMarked
package io.pastelli.push.sse;

import org.jspecify.annotations.NullMarked;
