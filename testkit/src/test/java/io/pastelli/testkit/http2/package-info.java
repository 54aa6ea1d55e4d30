@NullMarked
package io.pastelli.testkit.http2;

import org.jspecify.annotations.NullMarked;
