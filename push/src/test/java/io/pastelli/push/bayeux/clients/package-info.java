/** The real clients of Faye and CometD, and what each of them has to get through. */
@NullMarked
package io.pastelli.push.bayeux.clients;

import org.jspecify.annotations.NullMarked;
