package io.huidu.shifter.freeze;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A time that comes again and again.
 *
 * <p>It begins at times on the wall of its zone, and lasts so long by the clock that knows no summer time. A beginning
 * that the zone skips in spring is later by what is skipped; one that it has twice in autumn begins twice.
 *
 * @param begins when it begins
 * @param duration how long it lasts
 * @param zone where the wall is
 */
public record FreezeWindow(Cron begins, Duration duration, ZoneId zone) {

    public FreezeWindow {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("freeze.duration: got '%s', expected more than 0s".formatted(duration));
        }
    }

    /** When the window ends in which this moment is; empty when it is in none. */
    public Optional<Instant> end(Instant now) {
        return begun(now).map(begun -> begun.plus(duration)).filter(end -> end.isAfter(now));
    }

    /** As in {@code '0 18 * * FRI' (Europe/Berlin)}. */
    @Override
    public String toString() {
        return "'%s' (%s)".formatted(begins, zone);
    }

    /** The last beginning that isn't after now. In an hour that comes again, a later one may be earlier on the wall. */
    private Optional<Instant> begun(Instant now) {
        LocalDateTime wall = LocalDateTime.ofInstant(now, zone);
        Optional<Instant> latest = Optional.empty();
        Optional<LocalDateTime> next = begins.last(wall.plus(comingAgain(now)));
        while (next.isPresent()) {
            LocalDateTime beginning = next.get();
            latest = Stream.concat(latest.stream(), instants(beginning).filter(i -> !i.isAfter(now)))
                    .max(Instant::compareTo);
            boolean enough = latest.isPresent() && !beginning.isAfter(wall);
            next = enough ? Optional.empty() : begins.last(beginning.minusMinutes(1));
        }
        return latest;
    }

    private Stream<Instant> instants(LocalDateTime wall) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(wall);
        return offsets.isEmpty()
                ? Stream.of(wall.atZone(zone).toInstant())
                : offsets.stream().map(wall::toInstant);
    }

    /** How much of the time on the wall comes for the second time now; mostly none. */
    private Duration comingAgain(Instant now) {
        return Optional.ofNullable(zone.getRules().previousTransition(now.plusNanos(1)))
                .filter(ZoneOffsetTransition::isOverlap)
                .filter(t -> now.isBefore(t.getInstant().minus(t.getDuration())))
                .map(t -> t.getDuration().negated())
                .orElse(Duration.ZERO);
    }
}
