package io.pastelli.push.mailbox.store;

/**
 * A message that is lent to one consumer until it is acknowledged, given back, or its time is over.
 *
 * @param message what is lent
 * @param deliveries how often it has been lent, this time included: from 2 on it may have been seen before
 */
public record Lease(Message message, int deliveries) {}
