/** Who came, went, said and got what. */
@NullMarked
package io.pastelli.push.bayeux.monitor;

import org.jspecify.annotations.NullMarked;
