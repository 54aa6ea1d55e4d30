/** Tests of the Bayeux server. */
@NullMarked
package io.pastelli.push.bayeux;

import org.jspecify.annotations.NullMarked;
