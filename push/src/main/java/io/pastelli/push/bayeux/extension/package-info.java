/** Ready extensions: history, presence, rate limits, tokens, CometD's timesync, activity and binary. */
@NullMarked
package io.pastelli.push.bayeux.extension;

import org.jspecify.annotations.NullMarked;
