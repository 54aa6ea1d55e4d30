/** Programs that show what Pastelli does. */
@NullMarked
package io.pastelli.examples;

import org.jspecify.annotations.NullMarked;
