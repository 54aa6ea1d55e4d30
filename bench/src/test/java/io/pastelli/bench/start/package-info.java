@NullMarked
package io.pastelli.bench.start;

import org.jspecify.annotations.NullMarked;
