/** What push keeps, kept in Redis: any node serves any client. */
@NullMarked
package io.pastelli.push.redis;

import org.jspecify.annotations.NullMarked;
