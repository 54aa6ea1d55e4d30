/** One chat from several nodes that share a Redis; a node is killed and the chat goes on. */
@NullMarked
package io.pastelli.examples.cluster;

import org.jspecify.annotations.NullMarked;
