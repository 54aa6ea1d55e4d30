/** From the start of a process to its first response. */
@NullMarked
package io.pastelli.bench.start;

import org.jspecify.annotations.NullMarked;
