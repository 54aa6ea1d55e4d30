/** Values that travel through clients and must come back unchanged, or unread: signing and encryption by derived keys. */
@NullMarked
package io.pastelli.crypto;

import org.jspecify.annotations.NullMarked;
