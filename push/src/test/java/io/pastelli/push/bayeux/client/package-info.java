/** Tests of the client. */
@NullMarked
package io.pastelli.push.bayeux.client;

import org.jspecify.annotations.NullMarked;
