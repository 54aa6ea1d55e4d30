/** How the cost of a request grows with what there is. */
@NullMarked
package io.pastelli.bench.scale;

import org.jspecify.annotations.NullMarked;
