package io.huidu.shifter.reconcile;

import io.huidu.events.ReleaseState;
import io.huidu.shifter.rollout.Announcement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells of changes in the log: the one place where a release is logged in the ordinary course of things. */
public final class LogAnnouncer implements Announcer {

    private static final Logger LOG = LoggerFactory.getLogger("io.huidu.shifter.release");

    @Override
    public void tell(ReadRelease about, Announcement announcement) {
        ReleaseState state = announcement.event().state();
        Level level = switch (announcement.severity()) {
            case NORMAL -> Level.INFO;
            case WARNING -> Level.WARN;
        };
        LOG.atLevel(level)
                .addKeyValue("release", state.releaseId())
                .addKeyValue("step", state.step())
                .addKeyValue("weight", state.weightAsked().percent())
                .addKeyValue("reason", state.reason())
                .log("{}", state.message());
    }
}
