package io.huidu.consumers.notify.channel;

import io.huidu.consumers.message.Kind;
import io.huidu.consumers.message.Message;
import io.huidu.events.Envelope;
import io.huidu.events.ReleaseChanged;
import java.util.Set;

/** A service that messages are sent to. Used by one thread. */
public sealed interface Channel permits SlackChannel, TeamsChannel, WebhookChannel, GrafanaChannel, GitHubChannel {

    /** What it can be told of. */
    default Set<Kind> kinds() {
        return Set.of(Kind.values());
    }

    /**
     * Sends a message, once. Returns after some seconds at the latest, whatever the service does.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    Outcome send(News news) throws InterruptedException;

    /**
     * What happened, and what is to be said of it.
     *
     * @param changed what {@code envelope} carries
     */
    record News(Envelope envelope, ReleaseChanged changed, Message message) {}
}
