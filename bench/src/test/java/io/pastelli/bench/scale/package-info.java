@NullMarked
package io.pastelli.bench.scale;

import org.jspecify.annotations.NullMarked;
