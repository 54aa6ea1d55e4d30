/** The clients of a Bayeux server: many members of one room, and one who publishes. */
@NullMarked
package io.pastelli.bench.room;

import org.jspecify.annotations.NullMarked;
