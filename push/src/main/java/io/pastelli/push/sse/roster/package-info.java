/** Who is connected to which of several nodes. */
@NullMarked
package io.pastelli.push.sse.roster;

import org.jspecify.annotations.NullMarked;
