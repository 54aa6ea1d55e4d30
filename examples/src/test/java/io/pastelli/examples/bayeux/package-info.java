/** The Bayeux server that stands alone, as its users see it. */
@NullMarked
package io.pastelli.examples.bayeux;

import org.jspecify.annotations.NullMarked;
