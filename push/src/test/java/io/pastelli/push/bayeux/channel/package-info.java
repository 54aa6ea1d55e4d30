/** Tests of the grammar of channels. */
@NullMarked
package io.pastelli.push.bayeux.channel;

import org.jspecify.annotations.NullMarked;
