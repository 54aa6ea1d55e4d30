package io.pastelli.bayeux.status;

import java.util.List;

/**
 * How a server was at one moment.
 *
 * @param at when, in milliseconds since 1970
 * @param uptime seconds since it started
 * @param clients how many clients it serves
 * @param channels how many channels and patterns have subscribers
 * @param received events published a second, since the sample before
 * @param delivered events sent to clients a second, since the sample before
 * @param begun sessions that began, in all
 * @param expired sessions that expired, in all
 * @param memory bytes of the heap in use
 * @param busiest the channels with most subscribers, none when nobody looks
 */
record Sample(long at, long uptime, int clients, int channels, double received, double delivered, long begun,
        long expired, long memory, List<Meter.Channel> busiest) {}
