/** What all fuzz tests share. */
@NullMarked
package io.pastelli.fuzz;

import org.jspecify.annotations.NullMarked;
