/** Pastelli on Undertow. */
@NullMarked
package io.pastelli.undertow;

import org.jspecify.annotations.NullMarked;
