/** Tests of the jar. */
@NullMarked
package io.pastelli.bayeux;

import org.jspecify.annotations.NullMarked;
