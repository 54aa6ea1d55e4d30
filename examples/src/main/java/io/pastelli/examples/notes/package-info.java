/** Notes: the usual plugs working together in one program. */
@NullMarked
package io.pastelli.examples.notes;

import org.jspecify.annotations.NullMarked;
