@NullMarked
package io.pastelli.plugs;

import org.jspecify.annotations.NullMarked;
