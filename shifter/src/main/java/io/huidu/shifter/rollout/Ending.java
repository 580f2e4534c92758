package io.huidu.shifter.rollout;

import io.huidu.events.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * Why a release goes back.
 *
 * @param outcome what it will be called
 * @param retry the retry wish at that time; a different one tries again
 */
public record Ending(Outcome outcome, Reason reason, String message, Instant at, Optional<String> retry) {}
