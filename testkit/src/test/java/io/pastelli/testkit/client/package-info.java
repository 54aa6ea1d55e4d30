@NullMarked
package io.pastelli.testkit.client;

import org.jspecify.annotations.NullMarked;
