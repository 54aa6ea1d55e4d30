/** What commands that serve have in common: where to listen, options from several places, problems in one line. */
@NullMarked
package io.pastelli.bayeux.cli;

import org.jspecify.annotations.NullMarked;
