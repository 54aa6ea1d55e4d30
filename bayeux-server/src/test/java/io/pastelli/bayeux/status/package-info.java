/** Tests of this package. */
@NullMarked
package io.pastelli.bayeux.status;

import org.jspecify.annotations.NullMarked;
