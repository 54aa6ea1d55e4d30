/** The page that leads to every example. */
@NullMarked
package io.pastelli.examples.index;

import org.jspecify.annotations.NullMarked;
