/** What every backend has to do, and that the one in memory does. */
@NullMarked
package io.pastelli.push.bayeux.backend;

import org.jspecify.annotations.NullMarked;
