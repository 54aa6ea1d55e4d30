/** Tests of this package. */
@NullMarked
package io.pastelli.bayeux.server;

import org.jspecify.annotations.NullMarked;
