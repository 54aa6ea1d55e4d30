/** Deadlines by a clock that a test can turn. */
@NullMarked
package io.pastelli.push.bayeux.time;

import org.jspecify.annotations.NullMarked;
