/** Tests of this package. */
@NullMarked
package io.pastelli.bayeux.client;

import org.jspecify.annotations.NullMarked;
