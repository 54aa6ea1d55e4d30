/** The plugs people expect, one file each: each is made by a static {@code plug(…)} and takes its options as a record. */
@NullMarked
package io.pastelli.plugs;

import org.jspecify.annotations.NullMarked;
