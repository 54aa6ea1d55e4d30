/** The status page of the server. */
@NullMarked
package io.pastelli.bayeux.status;

import org.jspecify.annotations.NullMarked;
