@NullMarked
package io.pastelli.bench.plot;

import org.jspecify.annotations.NullMarked;
