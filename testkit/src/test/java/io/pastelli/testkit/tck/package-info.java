@NullMarked
package io.pastelli.testkit.tck;

import org.jspecify.annotations.NullMarked;
