/** The commands of {@code ./pastelli}. */
@NullMarked
package io.pastelli.examples.cli;

import org.jspecify.annotations.NullMarked;
