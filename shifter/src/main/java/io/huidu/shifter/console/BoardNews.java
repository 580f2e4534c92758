package io.huidu.shifter.console;

import io.huidu.events.ReleaseKey;
import io.huidu.shifter.console.view.Summary;

/** Tells listeners what becomes of releases. */
record BoardNews(Broadcast broadcast) implements ReleaseBoard.Ear {

    /** Which one isn't there any more. */
    private record Gone(String namespace, String name) {}

    @Override
    public void changed(Summary release) {
        broadcast.tell(release.key(), "release", () -> release);
    }

    @Override
    public void gone(ReleaseKey release) {
        broadcast.tell(release, "gone", () -> new Gone(release.namespace(), release.name()));
    }
}
