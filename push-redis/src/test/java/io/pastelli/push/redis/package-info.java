/** The back ends on a real Redis, which fails in every way a Redis can. */
@NullMarked
package io.pastelli.push.redis;

import org.jspecify.annotations.NullMarked;
