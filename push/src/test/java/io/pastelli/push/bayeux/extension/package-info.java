/** Tests of the ready extensions. */
@NullMarked
package io.pastelli.push.bayeux.extension;

import org.jspecify.annotations.NullMarked;
