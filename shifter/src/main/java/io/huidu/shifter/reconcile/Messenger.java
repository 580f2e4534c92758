package io.huidu.shifter.reconcile;

import io.huidu.shifter.rollout.Announcement;
import java.util.concurrent.CompletableFuture;

/** The port to those who miss no change. */
public interface Messenger {

    /**
     * Sends it; never blocks. Completes when it has arrived, or exceptionally when it has to be sent again. What can
     * never arrive counts as arrived, so that it holds up nothing behind it.
     */
    CompletableFuture<Void> send(Announcement announcement);
}
