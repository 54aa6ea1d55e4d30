/** The rules the modules keep, as tests. */
@NullMarked
package io.pastelli.checks;

import org.jspecify.annotations.NullMarked;
