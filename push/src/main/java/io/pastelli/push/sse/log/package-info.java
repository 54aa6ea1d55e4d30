/** Where the events of broadcasts are kept for those who come back: in memory, or elsewhere for several nodes. */
@NullMarked
package io.pastelli.push.sse.log;

import org.jspecify.annotations.NullMarked;
