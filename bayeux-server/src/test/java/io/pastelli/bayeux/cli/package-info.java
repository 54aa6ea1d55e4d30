/** Tests of this package. */
@NullMarked
package io.pastelli.bayeux.cli;

import org.jspecify.annotations.NullMarked;
