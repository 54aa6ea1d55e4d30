/** Does the harness work. */
@NullMarked
package io.pastelli.bench;

import org.jspecify.annotations.NullMarked;
