@NullMarked
package io.pastelli.testkit;

import org.jspecify.annotations.NullMarked;
