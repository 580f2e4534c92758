package io.huidu.shifter.rollout;

import io.huidu.events.Judgement;
import java.time.Instant;

/**
 * The latest judgement about a resource, and when this process heard it.
 *
 * @param at by the clock that also gives {@code now}
 */
public record Heard(Judgement judgement, Instant at) {}
