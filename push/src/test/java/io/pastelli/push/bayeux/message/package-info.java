/** Tests of messages and their JSON. */
@NullMarked
package io.pastelli.push.bayeux.message;

import org.jspecify.annotations.NullMarked;
