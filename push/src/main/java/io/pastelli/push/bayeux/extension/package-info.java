/** Ready extensions: history, presence, rate limits, tokens, CometD's timesync. */
@NullMarked
package io.pastelli.push.bayeux.extension;

import org.jspecify.annotations.NullMarked;
