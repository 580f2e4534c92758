package io.huidu.consumers.notify;

import io.huidu.consumers.notify.channel.Channel;
import java.time.Duration;

/**
 * A channel and how patient it is.
 *
 * @param name by which routes and metrics know it, and Kafka its group
 * @param tries how often a message is sent at most
 * @param maxAge older events aren't told: they are history
 */
record ChannelSettings(String name, Channel channel, int tries, Duration maxAge) {}
