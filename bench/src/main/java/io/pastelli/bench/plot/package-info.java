/** Plots of what the suites have measured. */
@NullMarked
package io.pastelli.bench.plot;

import org.jspecify.annotations.NullMarked;
