@NullMarked
package io.pastelli.bench.soak;

import org.jspecify.annotations.NullMarked;
