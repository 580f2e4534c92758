package io.huidu.shifter.console;

import io.huidu.events.Envelope;
import io.huidu.shifter.console.view.Story;
import io.huidu.shifter.console.view.Story.Added;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Tells listeners what happens; what is read back after a start isn't news. */
record StoryNews(Broadcast broadcast, InstantSource clock) implements Stories.Ear {

    private static final Duration STALE = Duration.ofMinutes(2);

    @Override
    public void added(Envelope envelope, Added added, Story story) {
        if (envelope.time().isBefore(clock.instant().minus(STALE))) {
            return;
        }
        added.happening().ifPresent(happening -> broadcast.tell(envelope.release(), "event", () -> happening));
        added.after()
                .ifPresent(after -> broadcast.tell(
                        envelope.release(),
                        "points",
                        () -> story.series(Optional.of(added.run()), Optional.of(after))));
    }
}
