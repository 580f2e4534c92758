package io.huidu.shifter.rollout;

import io.huidu.events.Reason;
import io.huidu.events.Weight;
import java.time.Instant;

/**
 * A release that ended.
 *
 * @param reached the highest weight that {@code to} was observed at
 */
public record Past(
        String id,
        String from,
        String to,
        Outcome outcome,
        Reason reason,
        String message,
        Instant startedAt,
        Instant endedAt,
        Weight reached) {}
